package org.nuanxian.gateway.channel.web;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.channel.CrisisWatch;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.Conversations;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.runtime.id.Ids;

/**
 * What every help seeker's session needs.
 *
 * @param shared as both ends need it
 * @param places what to tell
 * @param watch looks for crisis words
 */
record SeekerParts(Shared shared, SeekerPlaces places, CrisisWatch watch) {
  Vertx vertx() {
    return shared.vertx();
  }

  InstantSource clock() {
    return shared.clock();
  }

  Ids ids() {
    return shared.ids();
  }

  Conversations conversations() {
    return shared.conversations();
  }

  Intakes intakes() {
    return shared.intakes();
  }

  Nuisances nuisances() {
    return shared.nuisances();
  }

  Cities cities() {
    return shared.cities();
  }

  Duration reread() {
    return shared.reread();
  }

  /** The dispatcher is told something that is repeated or repaired if it fails: only counted. */
  void told(CompletionStage<?> stage) {
    stage.whenComplete((done, failure) -> {
      if (failure != null) {
        swallowed();
      }
    });
  }

  /** Counts a failure that is mended by the next reading. */
  void swallowed() {
    shared.swallowed("seeker");
  }
}
