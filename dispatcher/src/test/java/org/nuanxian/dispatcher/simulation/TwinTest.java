package org.nuanxian.dispatcher.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nuanxian.runtime.testing.Stores;

/** The simulator is worth something: each of these mistakes it finds, and says what is wrong. */
class TwinTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  /** Seeds a twin may try; each run begins anew. */
  private static final int SEEDS = 10;

  /** Steps of each, as in SimulationTest; most twins are found within a few hundred. */
  private static final int STEPS = 20_000;

  /** Of the twins only those whose name contains this. */
  private static final String ONLY = System.getProperty("nuanxian.twin", "");

  static Stream<Twin> twins() {
    return all().filter(twin -> twin.what().contains(ONLY));
  }

  private static Stream<Twin> all() {
    return Stream.of(
        Twin.script(
            "people see an accept before it is on record",
            "accept_offer",
            "local text = save_contact(c)\n  save_volunteer(v)",
            "seen[c.id] = cjson.encode({ stage = c.stage, holder = c.holder, term = c.term })\n"
                + "local text = save_contact(c)\n  save_volunteer(v)",
            "not on record"),
        Twin.script(
            "a volunteer may carry one more",
            "",
            "return load_now < v.chats",
            "return load_now <= v.chats",
            "should not stand in free|over capacity"),
        Twin.script(
            "a contact stays in its lane",
            "",
            "if c.lane and c.lane ~= lane then",
            "if false then",
            "should not stand in lane"),
        Twin.script(
            "red is no class of its own",
            "",
            "return c.arrival - RED - front",
            "return c.arrival - front",
            "stand in lane"),
        Twin.script(
            "a red contact waits without a ladder",
            "",
            "if not c.alarms.redWaiting and count(c.offers) == 0 then",
            "if false then",
            "red waits without offer and ladder"),
        Twin.script(
            "a ladder stops at its first rung",
            "tick",
            "w('ZADD', tag .. 'due', alarm.due, 'rung:' .. id)",
            "",
            "ladder that does not climb"),
        Twin.script(
            "a contact never leaves the counties that stand in",
            "tick",
            "if step_ends(c) then",
            "if c.step == 'own' then",
            "never widens"),
        Twin.script(
            "red stays within the own county",
            "",
            "  if c.step ~= 'others' then\n    c.step = 'city'",
            "  if false then\n    c.step = 'city'",
            "red is kept from somebody"),
        Twin.script(
            "a lost volunteer has no grace",
            "",
            "w('ZADD', tag .. 'live', now + policy.grace, 'grace:' .. v.id)",
            "",
            "lost without grace"),
        Twin.script(
            "a withdrawn offer goes on ringing",
            "",
            "v.ringing[offer] = nil",
            "v.ringing[offer] = ring and v.ringing[offer]",
            "rings for nothing"),
        Twin.script(
            "an offer has no deadline",
            "",
            "w('ZADD', tag .. 'live', int(due), deadline(o, c.id))",
            "",
            "offer without deadline"),
        Twin.script(
            "a volunteer has a TTL",
            "",
            "w('SET', tag .. 'v:' .. v.id, saved[v.id])",
            "w('SET', tag .. 'v:' .. v.id, saved[v.id], 'EX', 100)",
            "has a TTL"),
        Twin.script(
            "a node that never joined is never found dead",
            "",
            "w('ZADD', tag .. 'live', now + policy.lease, 'lapse:' .. node)",
            "",
            "without lease"),
        Twin.script(
            "a record may be written for ever",
            "close_contact",
            "w('ZADD', tag .. 'due', now + policy.wrapUp, 'wrap:' .. c.id)",
            "",
            "wrap-up for ever"),
        Twin.script(
            "a contact that is released keeps its term",
            "",
            "c.term = c.term + 1\n  c.since = now",
            "c.since = now",
            "disagree"),
        Twin.script(
            "nobody matches when time has passed",
            "tick",
            "while offered < BATCH and offer_any() == 1 do",
            "while false do",
            "free, fitting and not rung"),
        Twin.script(
            "who rests is not asked though nobody else is there",
            "",
            "if next(c.offers) then\n    return false\n  elseif red",
            "if true then\n    return false\n  elseif red",
            "free, fitting and not rung"),
        Twin.script(
            "a rest has no end",
            "",
            "w('ZADD', tag .. 'due', int(till), 'rest:' .. v.id)",
            "",
            "rests for ever"),
        Twin.script(
            "whoever takes for themselves keeps everybody waiting",
            "",
            " or red(c) or now - c.arrival >= policy.pullWait",
            "",
            "free, fitting and not rung"),
        Twin.script(
            "scripts do not ask for the era",
            "",
            "if era ~= ARGV[1] then",
            "if era == '' then",
            ""),
        Twin.script(
            "a console accepts somebody on the line",
            "accept_offer",
            "if on_line(c) then\n  return",
            "if false then\n  return",
            "accepted without a leg"),
        Twin.script(
            "a lost console takes a call from its holder",
            "tick",
            "if one and on_line(one) and one.stage ~= 'wrapUp' then",
            "if false then",
            "taken from its holder by time"),
        Twin.script(
            "a bridge may take for ever",
            "",
            "w('ZADD', tag .. 'due', int(now + ms), 'connect:' .. c.id)",
            "",
            "connecting for ever"),
        Twin.script(
            "a call rings on while nobody carries it",
            "",
            "return is_silent(c) and withdraw_offers(c)",
            "return false",
            "rings for nobody"),
        Twin.script(
            "a leg that was lost long ago counts",
            "lose_leg",
            "c.term ~= term or ",
            "",
            "a word of another term counts"),
        Twin.script(
            "a bridge of long ago counts",
            "connect_contact",
            "c.stage ~= 'connecting' or c.term ~= term",
            "c.stage ~= 'connecting'",
            "a word of another term counts"),
        Twin.script(
            "time gives somebody up who is on the line",
            "",
            "and not c.callback and not on_line(c)",
            "and not c.callback",
            "on the line and given up"),
        Twin.record(
            "nobody writes down that somebody hung up",
            BrokenRecords::forgetsHangUps,
            "hung up and|given up"),
        Twin.record(
            "anybody's words are taken",
            BrokenRecords::takesAnybodysWords,
            "two speak in one term"),
        Twin.record(
            "a contact is acknowledged before it is written",
            BrokenRecords::answersBeforeItIsWritten,
            "on record"),
        Twin.script(
            "the second offer rings on after an accept",
            "accept_offer",
            "> 1\n  withdraw_offers(c, {",
            "> 1\n  withdraw_offer(c, offer, {",
            "is offered but does not wait"),
        Twin.script(
            "whoever hands a contact over keeps it as well",
            "accept_offer",
            "giver.held[c.id] = nil",
            "giver.held[c.id] = c.medium",
            "holds what is not theirs"),
        Twin.script(
            "a transfer takes effect without a new term",
            "accept_offer",
            "take(c, v, by_call, CONNECT)\n",
            "take(c, v, by_call, CONNECT)\n  c.term = c.term - (transfer and 1 or 0)\n",
            "disagree"),
        Twin.script(
            "whoever is taken over from holds it as well",
            "take_over",
            "giver.held[c.id] = nil",
            "giver.held[c.id] = c.medium",
            "holds what is not theirs"),
        Twin.script(
            "a team is asked once and then forgotten",
            "",
            "w('ZADD', tag .. 'due', now, 'hand:' .. c.id)",
            "",
            "nobody of the team will be asked"),
        Twin.script(
            "whoever is not reached is called for ever",
            "miss_call",
            "local over = c.calls >= policy.callTries",
            "local over = false",
            "called too often"),
        Twin.script(
            "whoever is not reached is called again at once",
            "",
            "return is_called(c) and call_from(c) > now",
            "return false",
            "called too soon"),
        Twin.script(
            "Redis is never told of danger",
            "tell_contact",
            "if told.rev <= c.levelRev then",
            "if true then",
            "danger=true"),
        Twin.script(
            "another county is wished for and not given",
            "",
            "if told.step == 'others' then",
            "if false then",
            "not as wished"),
        Twin.record(
            "danger is written without its number",
            BrokenRecords::keepsTheNumberOfTheLevel,
            "danger"),
        Twin.record(
            "confirmations of an era that is over are taken", BrokenRecords::takesAnyEra, ""),
        Twin.record(
            "confirmations of an older term are taken", BrokenRecords::takesAnyTerm, "term"),
        Twin.record(
            "a rebuild that was overtaken replaces the era",
            BrokenRecords::replacesAnyEra,
            "the eras differ"),
        Twin.record(
            "a rebuild reads the contacts before it ends the era",
            BrokenRecords::readsBeforeTheEraEnds,
            ""),
        Twin.record(
            "nobody is to look after whoever is not reached",
            BrokenRecords::leavesNoFollowUp,
            "followed up by nobody"),
        Twin.record("events are lost", BrokenRecords::losesHistory, "a hole in the history"),
        Twin.record(
            "danger is acknowledged and not written", BrokenRecords::forgetsDanger, "on record"));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void aMistakeIsFound(Twin twin) {
    AssertionError error = assertThrows(AssertionError.class, () -> runUntilFound(twin));
    assertTrue(
        Pattern.compile(twin.found()).matcher(error.getMessage()).find(), error.getMessage());
  }

  private static void runUntilFound(Twin twin) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Simulation simulation = new Simulation(STORES, seed, twin.record().get(), twin.broken());
      simulation.run(STEPS);
    }
  }
}
