package org.nuanxian.server.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** {@code ops/start --pbx}: a PBX beside the server, which comes second to the calls it has. */
class OwnPbxTest {
  @TempDir Path temporary;

  @Test
  void callsOutliveAKilledServerAndACleanEndAndAPbxThatDiesComesBack() throws IOException {
    try (Installation house = Installation.open(temporary.resolve("house"));
        Phone phone = Phone.anywhere()) {
      Path data = house.config().resolveSibling("node");
      List<String> words = List.of("--config=" + house.config(), "--demo", "--pbx");
      try (Node node = new Node("node", data, words).start();
          Pbx pbx = Pbx.beside(data)) {
        JsonObject told = new JsonObject(Files.readString(data.resolve("demo.json")));
        JsonObject hotline = told.getJsonObject("hotline");
        String county = hotline.getJsonObject("numbers").fieldNames().iterator().next();
        assertEquals(county, hotline.getJsonObject("numbers").getString(county));
        assertEquals(pbx.sip(), hotline.getString("sip"));
        long first = pbx.engine().pid();
        Await.until(
            "the table for hours without a server",
            () ->
                pbx.read("nuanxian/number/" + county).equals(county)
                    && pbx.read("nuanxian/county/" + county + "/zone").equals("Asia/Shanghai"));
        Call call = phone.call(pbx.sip(), "13800000001", county).awaitAnswer();

        node.kill();
        node.start();

        assertFalse(call.ended());
        assertEquals(first, pbx.engine().pid());

        assertEquals(0, node.terminate());

        assertFalse(call.ended());
        assertEquals(first, pbx.engine().pid());
        node.start();
        pbx.kill();
        Await.until("the PBX is back", () -> pbx.engine().pid() != first);
        Await.until(
            "it is called again",
            () -> {
              Call again = phone.call(pbx.sip(), "13800000001", county);
              Await.until("an answer", () -> again.status() > 0);
              again.hangUp();
              return true;
            });
        Await.until("nobody is on the line", () -> !pbx.engine().hasCalls());
        assertEquals(0, node.terminate());
        assertFalse(pbx.engine().alive());
      }
    }
  }
}
