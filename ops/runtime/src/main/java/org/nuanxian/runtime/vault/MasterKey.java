package org.nuanxian.runtime.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The keys outside the database that protect the keys of persons.
 *
 * <p>The file has one key per line: 32 random bytes in base64url. The first line wraps new keys of
 * persons; the others still open older ones, so a key is changed by putting a new line on top. A
 * key is called by the first eight hexadecimal digits of its SHA-256. Tokens are made with the last
 * line, the oldest key, and so survive a change. Lines that begin with # are comments.
 */
public final class MasterKey {

  private static final int KEY_BYTES = 32; // AES-256
  private static final int NAME_BYTES = 4; // eight digits tell a handful of keys apart
  private static final byte[] TOKEN_LABEL = "nuanxian token 1".getBytes(StandardCharsets.UTF_8);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Map<String, Aead> byName;
  private final String current;
  private final byte[] tokenKey;

  private MasterKey(Map<String, Aead> byName, String current, byte[] tokenKey) {
    this.byName = byName;
    this.current = current;
    this.tokenKey = tokenKey;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it has no key, a line is not a key, or others than its
   *     owner may read it
   */
  public static MasterKey read(Path file) {
    try {
      checkMode(file);
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the master key " + file + " cannot be read", e);
    }
  }

  private static void checkMode(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(Files.getPosixFilePermissions(file));
    mode.retainAll(OTHERS);
    if (!mode.isEmpty()) {
      throw new IllegalArgumentException(
          "the master key " + file + " may be read by others; set its mode to 0600");
    }
  }

  /** Keys from lines as in the file. */
  static MasterKey parse(List<String> lines) {
    Map<String, Aead> byName = new LinkedHashMap<>();
    byte[] oldest = new byte[0];
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      byte[] key = decode(text);
      byName.put(name(key), cipher(key));
      oldest = key;
    }
    if (byName.isEmpty()) {
      throw new IllegalArgumentException("the master key file holds no key");
    }
    byte[] tokenKey = HmacSha256.of(oldest, TOKEN_LABEL);
    return new MasterKey(byName, byName.keySet().iterator().next(), tokenKey);
  }

  private static byte[] decode(String text) {
    byte[] key;
    try {
      key = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a line of the master key file is not base64url", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of the master key file must have 32 bytes");
    }
    return key;
  }

  /** Which key wraps new keys. */
  String current() {
    return current;
  }

  /** Wraps a person's key for the database; it opens for that person only. */
  byte[] wrap(PersonId person, byte[] key) {
    try {
      return byName.get(current).encrypt(key, bytes(person));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("wrapping failed", e);
    }
  }

  /**
   * Opens what {@link #wrap} made.
   *
   * @throws Unreadable when the key of that name is not in the file, or it was changed
   */
  byte[] unwrap(PersonId person, String name, byte[] wrapped) {
    Aead cipher = byName.get(name);
    if (cipher == null) {
      throw new Unreadable(
          "the master key file lacks key " + name, new IllegalArgumentException(name));
    }
    try {
      return cipher.decrypt(wrapped, bytes(person));
    } catch (GeneralSecurityException e) {
      throw new Unreadable("the key of a person does not open", e);
    }
  }

  /** HMAC-SHA256 of a subject for a purpose; purposes never share a value. */
  byte[] token(String purpose, String subject) {
    if (purpose.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a purpose is a word");
    }
    return HmacSha256.of(tokenKey, (purpose + '\0' + subject).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(PersonId person) {
    UUID id = person.value();
    return ByteBuffer.allocate(Long.BYTES * 2)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static String name(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Aead cipher(byte[] key) {
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }
}
