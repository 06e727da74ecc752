package org.nuanxian.gateway.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.vault.PersonKey;

/**
 * Seals what belongs to one contact with the person's key. The associated data binds a sealed text
 * to its place ({@code contact | sender | client id | kind}), so that no row can be moved to
 * another.
 */
public final class Seal {
  private static final int UUID_BYTES = 16;

  private final ContactId contact;
  private final PersonKey key;

  /** The seal of a contact under the person's key. */
  public Seal(ContactId contact, PersonKey key) {
    this.contact = contact;
    this.key = key;
  }

  byte[] words(Draft draft) {
    return key.seal(
        bytes(draft.words().value()),
        associated(draft.sender().id(), draft.id().value(), draft.kind()));
  }

  Words words(UUID sender, UUID clientId, Kind kind, byte[] body) {
    return new Words(string(key.open(body, associated(sender, clientId, kind))));
  }

  /** Seals a value of a named field of the contact. */
  public byte[] field(String name, String value) {
    return key.seal(bytes(value), associated(name));
  }

  /** Opens what {@link #field(String, String)} sealed. */
  public String field(String name, byte[] body) {
    return string(key.open(body, associated(name)));
  }

  private byte[] associated(UUID sender, UUID clientId, Kind kind) {
    return put(put(put(ByteBuffer.allocate(3 * UUID_BYTES + 2), contact.value()), sender), clientId)
        .putShort(kind.code())
        .array();
  }

  private byte[] associated(String field) {
    byte[] name = bytes(field);
    return put(ByteBuffer.allocate(UUID_BYTES + name.length), contact.value()).put(name).array();
  }

  private static ByteBuffer put(ByteBuffer buffer, UUID id) {
    return buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}
