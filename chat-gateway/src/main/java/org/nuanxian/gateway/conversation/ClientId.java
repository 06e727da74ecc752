package org.nuanxian.gateway.conversation;

import java.util.Objects;
import java.util.UUID;

/** The id a page gave to its frame; unique together with contact and sender. */
public record ClientId(UUID value) {
  public ClientId {
    Objects.requireNonNull(value);
  }
}
