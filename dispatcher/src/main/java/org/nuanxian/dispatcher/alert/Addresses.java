package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import java.util.Optional;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.OwnWay;

/** Where people's own telephones and mail addresses are found. */
@FunctionalInterface
public interface Addresses {
  /** Where a way of somebody leads; empty when they told none. */
  Future<Optional<String>> of(AccountId who, OwnWay way);
}
