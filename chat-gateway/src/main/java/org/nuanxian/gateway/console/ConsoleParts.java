package org.nuanxian.gateway.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.nuanxian.dispatcher.alert.CallLog;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.channel.hotline.CallBacks;
import org.nuanxian.gateway.conversation.CodedRecords;
import org.nuanxian.gateway.conversation.Conversations;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Records;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.settings.Settings;

/**
 * What every console session needs.
 *
 * @param shared as both ends need it
 * @param records what volunteers write down
 * @param settings texts of the city
 * @param ladders who is called by an escalation of a city
 * @param asideAfter how long somebody must be silent before they may be set aside
 * @param audit every look is on record
 * @param aliases what volunteers are called
 * @param declines why they declined, in totals
 * @param calls who on call at home was called
 * @param callBacks calls people by the trunk, where there is one
 */
record ConsoleParts(
    Shared shared,
    Records records,
    Settings settings,
    Function<CityCode, CityLadders> ladders,
    Duration asideAfter,
    Audit audit,
    Aliases aliases,
    DeclineTotals declines,
    CallLog calls,
    CallBacks callBacks) {
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

  CodedRecords coded() {
    return shared.coded();
  }

  Nuisances nuisances() {
    return shared.nuisances();
  }

  Keepsakes keepsakes() {
    return shared.keepsakes();
  }

  Cities cities() {
    return shared.cities();
  }

  Duration reread() {
    return shared.reread();
  }

  MeterRegistry metrics() {
    return shared.metrics();
  }

  /** Counts a failure that is mended by the next reading. */
  void swallowed() {
    shared.swallowed("console");
  }
}
