package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * A mail for each address, so that nobody sees who else is called. Its {@code Message-ID} is the
 * same for every try: mail programs show what came twice once.
 */
final class MailServer implements Channel {
  /** What one channel has on its way at a time fits. */
  private static final int CONNECTIONS_MAX = 2;

  private final AlertConfig config;
  private final MailClient client;
  private final Duration deadline;

  MailServer(Vertx vertx, AlertConfig config, Duration deadline) {
    this.config = config;
    this.deadline = deadline;
    MailConfig server = new MailConfig();
    server
        .setHostname(config.host().orElseThrow())
        .setPort(config.port())
        .setMaxPoolSize(CONNECTIONS_MAX)
        .setKeepAlive(false) // a connection kept for the next alarm would be a dead one
        .setHostnameVerificationAlgorithm("HTTPS")
        .setConnectTimeout((int) deadline.toMillis())
        // Also a server that falls silent in the middle is left after that.
        .setIdleTimeout((int) deadline.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    boolean starttls = config.tls() == AlertConfig.Tls.STARTTLS;
    server
        .setSsl(config.tls() == AlertConfig.Tls.TLS)
        .setStarttls(starttls ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
        .setLogin(config.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
    config.user().ifPresent(server::setUsername);
    config.password().map(Secret::value).ifPresent(server::setPassword);
    this.client = MailClient.create(vertx, server);
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
    MailMessage mail =
        new MailMessage()
            .setFrom(config.from().orElseThrow())
            .setTo(address)
            .setSubject(message.title())
            .setText(message.text())
            .addHeader("Message-ID", "<" + message.id() + "@nuanxian>");
    return client
        .sendMail(mail)
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(meaning(failure)));
  }

  private static Undelivered meaning(Throwable failure) {
    if (failure instanceof SMTPException refused) {
      return Undelivered.refused(refused.getReplyCode());
    }
    return Undelivered.because(
        failure instanceof TimeoutException ? Undelivered.TIMEOUT : Undelivered.UNREACHABLE);
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
