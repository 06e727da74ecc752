package org.nuanxian.gateway.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.vault.Vault;

/**
 * The help seeker's tokens: 256 bits derived from contact and generation with a key that never
 * leaves the servers, so that nothing that opens a conversation is stored, and a repeated request
 * can be answered with the same token.
 */
public final class ContactTokens {
  private final Vault vault;

  /** Tokens under the vault's key. */
  public ContactTokens(Vault vault) {
    this.vault = vault;
  }

  /** The token of a generation. */
  public String token(ContactId contact, int generation) {
    return vault.token("contact", contact.value() + ":" + generation);
  }

  /** Is this the token that is good now? */
  public boolean opens(Intake intake, String token) {
    String good = token(intake.contact(), intake.token().generation());
    boolean same =
        MessageDigest.isEqual(
            good.getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    return same && intake.token().live();
  }

  /** A keyed digest of what must not be stored as it is. */
  public String digest(String purpose, String value) {
    return vault.token(purpose, value);
  }
}
