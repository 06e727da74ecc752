package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** The telephone of a volunteer, as the PBX knows the one in their page, but in plain SIP. */
final class DeskPhone implements AutoCloseable {
  private final Phone phone = Phone.anywhere();

  private DeskPhone() {}

  /** The telephone of a volunteer rings here from now on. */
  static DeskPhone of(Pbx pbx, VolunteerClient volunteer) {
    DeskPhone desk = new DeskPhone();
    String name = "v" + volunteer.id().replace("-", "");
    String contact = "sip:" + name + "@" + desk.phone.place();
    put(pbx, "aor", name, Map.of("contact", contact));
    put(
        pbx,
        "endpoint",
        name,
        Map.of(
            "transport",
            "transport-udp",
            "context",
            "from-volunteer",
            "allow",
            "!all,ulaw",
            "aors",
            name,
            "direct_media",
            "no",
            "rtp_timeout",
            "5",
            "bind_rtp_to_media_address",
            "yes",
            "media_address",
            "127.0.0.1"));
    return desk;
  }

  private static void put(Pbx pbx, String type, String name, Map<String, String> values) {
    JsonArray fields = new JsonArray();
    values.forEach(
        (key, value) -> fields.add(new JsonObject().put("attribute", key).put("value", value)));
    String path = "asterisk/config/dynamic/res_pjsip/" + type + "/" + name;
    HttpResponse<String> answer =
        pbx.ask("PUT", path, new JsonObject().put("fields", fields).encode());
    assertEquals(200, answer.statusCode(), answer.body());
  }

  /** The next call that rings here, answered; the volunteer speaks a tone. */
  Call answer(int hertz) {
    Call call = phone.awaitCall().answer();
    call.sound().say(hertz);
    return call;
  }

  /** The next call that rings here. */
  Call ringing() {
    return phone.awaitCall();
  }

  boolean rings() {
    return phone.rings();
  }

  @Override
  public void close() {
    phone.close();
  }
}
