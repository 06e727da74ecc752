package org.nuanxian.server;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.runtime.staff.Joining;
import org.nuanxian.runtime.staff.NewAccount;

/** Whoever answers joins the team of the county with the account. */
final class TeamJoining implements Joining {
  @Override
  public Future<Void> checkCounty(SqlConnection connection, NewAccount account) {
    return account
        .county()
        .map(county -> PostgresPlanning.checkCounty(connection, account.city(), county))
        .orElseGet(Future::succeededFuture);
  }

  @Override
  public Future<Void> join(SqlConnection connection, NewAccount account, Answering answering) {
    return PostgresPlanning.addVolunteer(
        connection,
        new Volunteer(
            new VolunteerId(account.id().value()),
            account.city(),
            account.county().orElseThrow(),
            account.name(),
            account.alias(),
            Gender.ofCode(answering.gender()),
            Set.of(Medium.CHAT, Medium.VOICE),
            true,
            answering.qualifiedUntil(),
            Clearance.NONE,
            Optional.empty(),
            Optional.empty()));
  }
}
