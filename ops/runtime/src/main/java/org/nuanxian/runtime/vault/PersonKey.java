package org.nuanxian.runtime.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;

/**
 * The data key of one person, in memory: AES-256-GCM with a fresh random nonce for each text. Safe
 * for any thread.
 */
public final class PersonKey {

  /** First byte of everything sealed, so that another cipher can follow this one. */
  private static final byte FORMAT = 1;

  private final Aead cipher;

  PersonKey(byte[] key) {
    try {
      this.cipher = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Encrypts {@code plain}. The same {@code associated} bytes must be given to open it: they say
   * where the text belongs, so that it cannot be shown in another place.
   */
  public byte[] seal(byte[] plain, byte[] associated) {
    try {
      byte[] sealed = cipher.encrypt(plain, associated);
      byte[] framed = new byte[sealed.length + 1];
      framed[0] = FORMAT;
      System.arraycopy(sealed, 0, framed, 1, sealed.length);
      return framed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws Unreadable when a bit of it, the key or the associated bytes is not the same
   */
  public byte[] open(byte[] sealed, byte[] associated) {
    if (sealed.length == 0 || sealed[0] != FORMAT) {
      throw new Unreadable("sealed text of an unknown format", new IllegalArgumentException());
    }
    try {
      byte[] body = new byte[sealed.length - 1];
      System.arraycopy(sealed, 1, body, 0, body.length);
      return cipher.decrypt(body, associated);
    } catch (GeneralSecurityException e) {
      throw new Unreadable("sealed text does not open", e);
    }
  }
}
