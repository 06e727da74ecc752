package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.gateway.channel.Explanation;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.ConversationRefusal;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.EntryJson;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Page;
import org.nuanxian.gateway.conversation.ReturnCodes;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.settings.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a help seeker may do without a socket. */
final class Contacts {
  private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

  /** A number that no conversation reaches. */
  private static final long SEQ_MAX = 1L << 53;

  private static final int SCORE_MAX = 5;
  private static final int CODE_CHARS_MAX = 16;

  private final SeekerParts parts;
  private final Reception reception;
  private final Keepsakes keepsakes;
  private final ReturnCodes codes;
  private final SafetyCard card;

  /** Set when the node goes down: no new contacts. */
  private boolean stopped;

  Contacts(
      SeekerParts parts,
      Reception reception,
      Keepsakes keepsakes,
      ReturnCodes codes,
      SafetyCard card) {
    this.parts = parts;
    this.reception = reception;
    this.keepsakes = keepsakes;
    this.codes = codes;
    this.card = card;
  }

  void stop() {
    stopped = true;
  }

  Future<Reply> open(Exchange exchange) {
    OpenContact asked = exchange.read(OpenContact::read);
    if (stopped) {
      return Future.succeededFuture(away(Problem.unavailable("Going down.", Explanation.RETRY)));
    }
    Reception.Source source =
        new Reception.Source(
            exchange.address().text(),
            Texts.language(exchange.header("accept-language").orElse("")));
    return Future.succeededFuture()
        .compose(begin -> reception.receive(asked, source))
        .compose(received -> {
          boolean withToken = received.fresh() || !received.intake().socketOpened();
          return opened(received.intake(), withToken)
              .map(json -> Reply.json(received.fresh() ? 201 : 200, json));
        })
        .recover(this::tellAway);
  }

  /** What cannot be written down now is said with the numbers to call meanwhile. */
  private Future<Reply> tellAway(Throwable failure) {
    Problem problem = Explanation.of(failure).orElseGet(() -> unexplained(failure));
    boolean numbersHelp = problem.status() == 503 || problem.code().equals(Reception.NOT_OPEN);
    return numbersHelp ? Future.succeededFuture(away(problem)) : Future.failedFuture(problem);
  }

  /** Named in the log by its kind only: its message could repeat what was said. */
  private static Problem unexplained(Throwable failure) {
    LOG.warn("a contact could not be opened: {}", failure.getClass().getName());
    return Problem.unavailable("This cannot be written down now.", Explanation.RETRY);
  }

  private Reply away(Problem problem) {
    Reply reply =
        Reply.of(
            problem.status(),
            "application/problem+json",
            problem.toJson().put("safety", card.shipped()).toBuffer());
    if (problem.status() != 503) {
      return reply; // coming back soon would not help
    }
    long seconds = problem.retryAfter().orElse(Explanation.RETRY).toSeconds();
    return reply.header("Retry-After", String.valueOf(Math.max(1, seconds)));
  }

  private Future<JsonObject> opened(Intake intake, boolean withToken) {
    return state(intake)
        .map(state ->
            reception
                .credentials(intake, withToken)
                .mergeIn(state)
                .put("safety", card.of(intake.city())));
  }

  /** The state, or that it cannot be known just now: the contact is written down all the same. */
  private Future<JsonObject> state(Intake intake) {
    return parts
        .places()
        .see(intake, intake.dangerAt())
        .map(seen -> seen.view().json())
        .otherwise(away -> {
          parts.swallowed();
          return parts.places().unknown(intake).json();
        });
  }

  Future<Reply> view(Exchange exchange) {
    Intake intake = intake(exchange);
    return Future.all(state(intake), page(intake, 0, 0))
        .map(both -> {
          JsonObject state = both.resultAt(0);
          Page page = both.resultAt(1);
          return Reply.ok(
              state.put("contactId", intake.contact().value().toString()).put("head", page.head()));
        });
  }

  Future<Reply> entries(Exchange exchange) {
    long after = exchange.queryNumber("after", 0, 0, SEQ_MAX);
    int limit = (int) exchange.queryNumber("limit", Cursor.PAGE_MAX, 1, Cursor.PAGE_MAX);
    return page(intake(exchange), after, limit)
        .map(page -> {
          JsonArray entries = new JsonArray();
          page.entries().forEach(entry -> entries.add(EntryJson.of(entry)));
          return Reply.ok(new JsonObject().put("entries", entries).put("head", page.head()));
        });
  }

  private Future<Page> page(Intake intake, long after, int limit) {
    return parts
        .conversations()
        .access(intake.contact())
        .compose(conversation -> conversation.page(after, limit));
  }

  Future<Reply> danger(Exchange exchange) {
    exchange.read(fields -> fields.uuid("id"));
    Intake intake = intake(exchange);
    return Future.fromCompletionStage(dispatcher(intake).danger(intake.contact()))
        .compose(red -> parts.intakes().danger(intake.contact(), true, parts.clock().instant()))
        .map(written -> Reply.noContent());
  }

  Future<Reply> leave(Exchange exchange) {
    Intake intake = intake(exchange);
    return Future.fromCompletionStage(dispatcher(intake).leave(intake.contact()))
        .compose(left -> parts.intakes().revoke(intake.contact(), intake.token().generation()))
        .compose(next ->
            next.isPresent()
                ? replaced(intake.contact(), next.getAsInt())
                : Future.succeededFuture())
        .map(revoked -> Reply.noContent());
  }

  private Future<Void> replaced(ContactId contact, int generation) {
    return parts
        .conversations()
        .access(contact)
        .map(conversation -> {
          conversation.tokenReplaced(generation);
          return null;
        });
  }

  Future<Reply> callback(Exchange exchange) {
    CallRequest asked = exchange.read(CallRequest::read);
    Intake intake = intake(exchange);
    return parts
        .conversations()
        .access(intake.contact())
        .compose(conversation ->
            keepsakes.callback(
                intake.contact(), conversation.seal(), asked.wish(), parts.clock().instant()))
        .compose(kept ->
            Future.fromCompletionStage(
                dispatcher(intake).calling().wish(intake.contact(), asked.hours())))
        .map(wished -> Reply.noContent());
  }

  /** Nobody calls any more, and the number is forgotten. */
  Future<Reply> noCallback(Exchange exchange) {
    Intake intake = intake(exchange);
    return Future.fromCompletionStage(dispatcher(intake).calling().withdraw(intake.contact()))
        .compose(withdrawn -> keepsakes.forgetCallback(intake.contact()))
        .map(forgotten -> Reply.noContent());
  }

  /** How it was; a person who was in danger is never asked. */
  Future<Reply> feedback(Exchange exchange) {
    Map.Entry<Integer, Optional<Words>> given =
        exchange.read(fields ->
            Map.entry(
                fields.integer("score", 1, SCORE_MAX),
                fields
                    .optionalText("text", Words.CODE_POINTS_MAX)
                    .filter(text -> !text.isBlank())
                    .map(Words::new)));
    Intake intake = intake(exchange);
    return Future.all(
            parts.conversations().access(intake.contact()), keepsakes.wasRed(intake.contact()))
        .compose(both -> {
          if (both.<Boolean>resultAt(1)) {
            throw new ConversationRefusal("not-asked", "Nothing is asked after danger.");
          }
          Conversation conversation = both.resultAt(0);
          return keepsakes.feedback(
              intake.contact(),
              given.getKey(),
              given.getValue().map(w -> conversation.seal().field("feedback", w.value())),
              parts.clock().instant());
        })
        .map(kept -> Reply.noContent());
  }

  Future<Reply> returnCode(Exchange exchange) {
    return codes
        .draw(intake(exchange).contact())
        .map(code ->
            Reply.ok(
                new JsonObject()
                    .put("code", code.digits())
                    .put("expiresAt", code.expiresAt().toString())));
  }

  Future<Reply> comeBack(Exchange exchange) {
    String digits = exchange.read(fields -> fields.text("code", 1, CODE_CHARS_MAX));
    return codes
        .redeem(digits, exchange.address().rateKey())
        .compose(found ->
            found.isPresent()
                ? parts.intakes().renew(found.get())
                : Future.failedFuture(Problem.notFound()))
        .compose(renewed -> {
          Intake intake = renewed.orElseThrow(Problem::notFound);
          return replaced(intake.contact(), intake.token().generation())
              .compose(told -> Future.all(opened(intake, true), page(intake, 0, 0)));
        })
        .map(both -> {
          JsonObject opened = both.resultAt(0);
          Page page = both.resultAt(1); // what was said before stays folded on the page
          return Reply.ok(opened.put("head", page.head()));
        });
  }

  private static Intake intake(Exchange exchange) {
    return exchange.caller(SeekerCaller.class).intake();
  }

  private Dispatcher dispatcher(Intake intake) {
    return parts.cities().dispatcher(intake.city());
  }
}
