package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * One HTTP request for each telephone number, in the words of the operator's gateway: address,
 * headers and body are templates. Taken means a 2xx whose body contains what the operator said.
 */
final class SmsGateway implements Channel {
  private final AlertConfig config;
  private final Outgoing outgoing;

  SmsGateway(AlertConfig config, Outgoing outgoing) {
    this.config = config;
    this.outgoing = outgoing;
  }

  @Override
  public AlertConfig config() {
    return config;
  }

  @Override
  public Future<Void> send(Message message, int recipient) {
    return sendTo(message, config.recipients().get(recipient));
  }

  @Override
  public Future<Void> sendTo(Message message, String address) {
    Map<String, String> values =
        Map.of(
            "to", address,
            // An SMS is one line.
            "text", message.text().replace('\n', ' '),
            "id", message.id().toString(),
            "secret", config.secret().map(Secret::value).orElse(""));
    Map<String, String> headers = headers(values);
    UnaryOperator<String> form = Template.formOf(headers.getOrDefault("Content-Type", ""));
    String url = Template.fill(config.url().orElseThrow(), values, Template::encoded);
    String body = Template.fill(config.body().orElse(""), values, form);
    return outgoing
        .ask(HttpMethod.valueOf(config.method()), url, headers, Buffer.buffer(body))
        .map(this::checked);
  }

  private Map<String, String> headers(Map<String, String> values) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> oneLine = new HashMap<>(values);
    oneLine.remove("text"); // words have no place in a header
    for (String header : config.headers()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon),
          Template.fill(header.substring(colon + 1).strip(), oneLine, UnaryOperator.identity()));
    }
    return headers;
  }

  private Void checked(Outgoing.Answer answer) {
    if (!answer.good()) {
      throw Undelivered.status(answer.status());
    }
    if (!answer.body().toString().contains(config.success().orElse(""))) {
      throw Undelivered.because(Undelivered.GARBAGE);
    }
    return null;
  }
}
