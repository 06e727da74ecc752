package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What PostgreSQL holds, read past the servers. */
final class Ledger implements AutoCloseable {
  private static final String AT_DESK =
      "SELECT v.id::text, a.username FROM roster.shift s"
          + " JOIN roster.assignment g ON g.shift = s.id AND g.published AND g.kind = 'atDesk'"
          + " JOIN roster.volunteer v ON v.id = g.volunteer JOIN staff.account a ON a.id = v.id"
          + " WHERE s.county = ? AND s.starts_at <= now() AND s.ends_at > now() + interval '10 min'"
          + " ORDER BY s.ends_at DESC, a.username";
  private static final String ROWS =
      "SELECT seq, sender::text, client_id::text, side FROM conversation.entry"
          + " WHERE contact = ? ORDER BY seq";

  /** Two holders under one term of one era would be two at a time. */
  private static final String TWO_HOLDERS =
      "SELECT count(*) FROM (SELECT 1 FROM dispatch.event WHERE contact = ?"
          + " AND state ? 'holder' GROUP BY era, state->>'term'"
          + " HAVING count(DISTINCT state->>'holder') > 1) AS twice";

  /** What a script leaves behind while somebody red waits without an offer and without a rung. */
  private static final String RED_ALONE =
      "SELECT count(*) FROM dispatch.event WHERE contact = ? AND kind <> 'opened'"
          + " AND state->>'stage' = 'waiting' AND state->>'level' = 'red'"
          + " AND coalesce(state->'offers', '{}') IN ('{}', '[]')"
          + " AND state->'alarms'->>'redWaiting' IS NULL";

  private static final String VOLUNTEER_GONE =
      "SELECT count(*) FROM dispatch.event WHERE volunteer = ? AND kind = 'offline'";

  private static final String MISSED_SERVERS =
      "SELECT CASE WHEN kind = 'raised' THEN state->>'about' END FROM dispatch.event"
          + " WHERE contact IS NULL AND kind IN ('raised', 'ceased') AND state->>'kind' = ?"
          + " ORDER BY at DESC, n DESC LIMIT 1";

  private static final String RAISED =
      "SELECT at || ' ' || (state->>'about') FROM dispatch.event"
          + " WHERE kind = 'raised' AND state->>'kind' = ?";

  /** A person of the roster. */
  record Person(String id, String username) {}

  /** A row of the conversation; side 1 is the help seeker, 2 a volunteer, 3 the house. */
  record Row(long seq, String sender, String clientId, int side) {}

  private final Connection connection;

  Ledger(Connection connection) {
    this.connection = connection;
  }

  /** Reads a row of a result. */
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> ask(String sql, Object argument, Reading<T> reading) {
    // The operator of jsonb that asks for a key looks like a parameter to JDBC.
    try (PreparedStatement statement =
        connection.prepareStatement(sql.replace("state ? '", "state ?? '"))) {
      statement.setObject(1, argument);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reading.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first row of an answer about one contact, request or volunteer. */
  private <T> T one(String sql, String id, Reading<T> reading) {
    return ask(sql, UUID.fromString(id), reading).getFirst();
  }

  /** The number that such an answer is. */
  private int number(String sql, String id) {
    return one(sql, id, row -> row.getInt(1));
  }

  /** Those at desk in a county, whose shift lasts longest first. */
  List<Person> atDesk(String county) {
    return ask(AT_DESK, county, row -> new Person(row.getString(1), row.getString(2)));
  }

  /** Somebody of a county who is on no shift, put on call for an hour from now. */
  Person putOnCall(String county) {
    Person person =
        ask(
                "SELECT v.id::text, a.username FROM roster.volunteer v"
                    + " JOIN staff.account a ON a.id = v.id WHERE a.county = ? AND NOT EXISTS"
                    + " (SELECT 1 FROM roster.assignment g JOIN roster.shift s ON s.id = g.shift"
                    + " WHERE g.volunteer = v.id AND s.starts_at < now() + interval '2 hours'"
                    + " AND s.ends_at > now()) ORDER BY a.username",
                county,
                row -> new Person(row.getString(1), row.getString(2)))
            .getFirst();
    ask(
        "WITH s AS (INSERT INTO roster.shift VALUES (gen_random_uuid(), '"
            + county
            + "', 'test', now(), now() + interval '1 hour') RETURNING id)"
            + " INSERT INTO roster.assignment SELECT id, ?, 'onCall', true FROM s RETURNING shift",
        UUID.fromString(person.id()),
        row -> "");
    return person;
  }

  /** Whoever logs in by this name. */
  Person person(String username) {
    return ask(
            "SELECT id::text, username FROM staff.account WHERE username = ?",
            username,
            row -> new Person(row.getString(1), row.getString(2)))
        .getFirst();
  }

  /** The names of servers with which the alarm that stands for them began; empty: none stands. */
  Optional<String> missedServers() {
    return ask(MISSED_SERVERS, "nodeLost", row -> Optional.ofNullable(row.getString(1))).stream()
        .findFirst()
        .flatMap(about -> about);
  }

  /** Each time at which servers were missed, and which. */
  List<String> serversMissedSoFar() {
    return ask(RAISED, "nodeLost", row -> row.getString(1));
  }

  /** How many whispers of a contact are written. */
  int whispers(String contact) {
    return number("SELECT count(*) FROM conversation.whisper WHERE contact = ?", contact);
  }

  /** Holds the row of a contact, and so whoever would write to it, until it is let go. */
  void hold(String contact) {
    commit(false);
    number("SELECT 1 FROM dispatch.contact WHERE id = ? FOR UPDATE", contact);
  }

  /** Lets go what is held. */
  void release() {
    commit(true);
  }

  private void commit(boolean each) {
    try {
      connection.setAutoCommit(each); // turning it on commits
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a statement with these words waits for a row that is held. */
  boolean waits(String words) {
    return ask(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query LIKE '%' || ? || '%'",
                words, row -> row.getInt(1))
            .getFirst()
        > 0;
  }

  /** The term of a contact. */
  long term(String contact) {
    return one("SELECT term FROM dispatch.contact WHERE id = ?", contact, row -> row.getLong(1));
  }

  /** What came of each call to somebody. */
  List<String> calls(String contact) {
    return ask(
        "SELECT result FROM dispatch.call_try WHERE contact = ? ORDER BY term",
        UUID.fromString(contact),
        row -> row.getString(1));
  }

  /** Everything written of a contact. */
  List<Row> rows(String contact) {
    return ask(
        ROWS,
        UUID.fromString(contact),
        row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4)));
  }

  /** Who holds a contact, or an empty string. */
  String holder(String contact) {
    return one(
        "SELECT coalesce(holder::text, '') FROM dispatch.contact WHERE id = ?",
        contact,
        row -> row.getString(1));
  }

  /** The contact that a volunteer holds, if they hold one. */
  Optional<String> heldBy(String volunteer) {
    return ask(
            "SELECT id::text FROM dispatch.contact WHERE holder = ? AND stage <> 'closed'",
            UUID.fromString(volunteer),
            row -> row.getString(1))
        .stream()
        .findFirst();
  }

  /** The newest contact of a county. */
  String lastOf(String county) {
    return ask(
            "SELECT id::text FROM dispatch.contact WHERE origin = ? ORDER BY arrival DESC LIMIT 1",
            county,
            row -> row.getString(1))
        .getFirst();
  }

  /** The stage of a contact. */
  String stage(String contact) {
    return one("SELECT stage FROM dispatch.contact WHERE id = ?", contact, row -> row.getString(1));
  }

  /** How many open contacts of a county are in danger. */
  int inDanger(String county) {
    return ask(
            "SELECT id FROM dispatch.contact WHERE origin = ? AND danger AND stage <> 'closed'",
            county,
            row -> row.getString(1))
        .size();
  }

  /** Who of a county is to be looked after though it is over. */
  List<String> followUps(String county) {
    return ask(
        "SELECT contact::text FROM dispatch.follow_up WHERE county = ?",
        county,
        row -> row.getString(1));
  }

  /** How the contacts of a county ended. */
  List<String> outcomes(String county) {
    return ask(
        "SELECT outcome FROM dispatch.contact WHERE origin = ? AND stage = 'closed' ORDER BY 1",
        county,
        row -> row.getString(1));
  }

  /** Who of a county waits. */
  List<String> waiting(String county) {
    return ask(
        "SELECT id::text FROM dispatch.contact WHERE origin = ? AND stage = 'waiting'",
        county,
        row -> row.getString(1));
  }

  /** Who of a county waits to be called. */
  List<String> toBeCalled(String county) {
    return ask(
        "SELECT id::text FROM dispatch.contact"
            + " WHERE origin = ? AND callback IS NOT NULL AND stage = 'waiting'",
        county,
        row -> row.getString(1));
  }

  /** Contacts that are not over, described for a person. */
  List<String> open() {
    return ask(
        "SELECT c::text FROM dispatch.contact AS c WHERE stage <> ?",
        "closed",
        row -> row.getString(1));
  }

  /** How often somebody red waited with nobody rung and no rung running. */
  int redAlone(String contact) {
    return number(RED_ALONE, contact);
  }

  /** Whether a volunteer was given up, after the grace. */
  boolean givenUp(String volunteer) {
    return number(VOLUNTEER_GONE, volunteer) > 0;
  }

  /** How often something happened to a contact. */
  int count(String contact, String kind) {
    return number(
        "SELECT count(*) FROM dispatch.event WHERE contact = ? AND kind = '" + kind + "'", contact);
  }

  /** How many contacts a request opened. */
  int contactsOf(String requestId) {
    return number("SELECT count(*) FROM conversation.intake WHERE request_id = ?", requestId);
  }

  /**
   * Holds a conversation against everything its ends saw: gapless; what was acknowledged is there
   * once, under the number that was said, in the order in which it was said; and never two held it.
   */
  void check(SeekerClient seeker, VolunteerClient... volunteers) {
    String contact = seeker.contact();
    List<Row> rows = rows(contact);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(i + 1, rows.get(i).seq(), "gapless");
      assertTrue(ids.add(rows.get(i).sender() + rows.get(i).clientId()), "written once");
    }
    assertEquals(rows.size(), number("SELECT head FROM dispatch.contact WHERE id = ?", contact));
    assertEquals(0, number(TWO_HOLDERS, contact), "holders");
    check(seeker.faults(), contact, seeker.told(), rows);
    assertEquals(rows.size(), seeker.texts().size(), "the help seeker saw everything");
    for (VolunteerClient volunteer : volunteers) {
      check(volunteer.faults(), volunteer.id(), volunteer.heard(contact), rows);
    }
  }

  private static void check(List<String> faults, String sender, Told told, List<Row> rows) {
    assertEquals(List.of(), faults);
    long before = 0;
    Map<String, Long> acknowledged = told.acknowledged();
    for (String id : told.said().keySet()) {
      List<Row> written =
          rows.stream()
              .filter(row -> row.clientId().equals(id) && row.sender().equals(sender))
              .toList();
      if (acknowledged.containsKey(id)) {
        assertEquals(1, written.size(), "acknowledged and written once");
        assertEquals(acknowledged.get(id), written.getFirst().seq(), "under the same number");
        assertTrue(written.getFirst().seq() > before, "in the order in which it was said");
        before = written.getFirst().seq();
      }
    }
    told.entries()
        .forEach((seq, entry) ->
            assertEquals(rows.get(seq.intValue() - 1).clientId(), entry.id(), "entry " + seq));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
