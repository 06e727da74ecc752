package org.nuanxian.runtime.config;

import java.util.List;
import java.util.Optional;

/**
 * One way to reach people outside of the console. Which keys a kind needs and takes stands in
 * {@link AlertRules} and in {@code ops/docs/alerts.md}.
 *
 * @param name how staff and figures call it
 * @param type what is spoken there
 * @param url where to send; robots have the address of their platform
 * @param key of a WeCom robot
 * @param token of a DingTalk robot
 * @param secret for signatures, and for {@code {secret}} in the templates of an SMS gateway
 * @param method of an SMS gateway
 * @param headers of an SMS gateway, like {@code Content-Type: application/json}
 * @param body of an SMS gateway, with {@code {to}}, {@code {text}} and {@code {id}}
 * @param success what the answer of an SMS gateway must contain
 * @param host of the mail server
 * @param port of the mail server
 * @param tls how the way to the mail server is protected
 * @param user at the mail server
 * @param password of that user
 * @param from the sender's address
 * @param pbx the id of the PBX that calls
 * @param recipients telephone numbers or mail addresses
 * @param cities whose alarms are sent; none means all
 * @param counties whose alarms are sent; none means all of the cities
 * @param fromRung the first rung that is sent
 * @param kinds which alarms are sent; none means all
 */
public record AlertConfig(
    @Setting String name,
    @Setting Type type,
    @Setting(fallback = "") Optional<String> url,
    @Setting(fallback = "") Optional<Secret> key,
    @Setting(fallback = "") Optional<Secret> token,
    @Setting(fallback = "") Optional<Secret> secret,
    @Setting(fallback = "POST") String method,
    @Setting(fallback = "") List<String> headers,
    @Setting(fallback = "") Optional<String> body,
    @Setting(fallback = "") Optional<String> success,
    @Setting(fallback = "") Optional<String> host,
    @Setting(fallback = "587", min = "1", max = "65535") int port,
    @Setting(fallback = "starttls") Tls tls,
    @Setting(fallback = "") Optional<String> user,
    @Setting(fallback = "") Optional<Secret> password,
    @Setting(fallback = "") Optional<String> from,
    @Setting(fallback = "") Optional<String> pbx,
    @Setting(fallback = "") List<String> recipients,
    @Setting(fallback = "") List<String> cities,
    @Setting(fallback = "") List<String> counties,
    @Setting(fallback = "0", min = "0", max = "2") int fromRung,
    @Setting(fallback = "") List<String> kinds) {

  /** The section of the configuration. */
  static final String SECTION = "alerts";

  /** More would make one alarm a flood. */
  static final int LIST_MAX = 32;

  /** What is spoken at the other end. */
  public enum Type {
    /** A group robot of 企业微信. */
    WECOM,
    /** A group robot of 钉钉, with its signature. */
    DINGTALK,
    /** JSON with a signature over it. */
    WEBHOOK,
    /** A gateway for SMS that takes an HTTP request for each number. */
    SMS,
    /** A mail for each address. */
    EMAIL,
    /** A call to each number. */
    TELEPHONE
  }

  /** How the way to a mail server is protected. */
  public enum Tls {
    /** Begun in plain, and refused where the server offers no protection. */
    STARTTLS,
    /** Protected from the first byte. */
    TLS,
    /** Not at all; for a server on this machine. */
    NONE
  }

  /** Copies the lists. */
  public AlertConfig {
    headers = List.copyOf(headers);
    recipients = List.copyOf(recipients);
    cities = List.copyOf(cities);
    counties = List.copyOf(counties);
    kinds = List.copyOf(kinds);
  }

  /** Neither recipients nor keys: they do not belong into a log. */
  @Override
  public String toString() {
    return "AlertConfig[" + name + "]";
  }
}
