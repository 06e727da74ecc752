package org.nuanxian.runtime.engine;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.nuanxian.runtime.config.PbxConfig;

/** The PBX beside the server, watched: one that dies while the server lives is started again. */
public final class OwnPbx {
  private final DataDirectory directory;
  private final SecureRandom random;
  private final PbxProgram program;
  private final List<String> numbers;
  private final Consumer<String> notices;
  private final Watch watch;

  /** The process as it was last started; replaced by the watch. */
  private volatile EmbeddedPbx pbx;

  private OwnPbx(
      DataDirectory directory,
      SecureRandom random,
      List<String> numbers,
      Consumer<String> notices) {
    this.directory = directory;
    this.random = random;
    this.program = PbxProgram.ofUser();
    this.numbers = List.copyOf(numbers);
    this.notices = notices;
    this.watch = new Watch("pbx", this::look, notices);
    this.pbx = directory.startPbx(program, random);
  }

  /**
   * Starts or adopts it and begins to watch it.
   *
   * @param numbers what is called there, each {@code called=county}
   * @param notices hears what an operator should know, one sentence each
   * @throws EngineFailure when it does not become ready
   */
  public static OwnPbx start(
      DataDirectory directory,
      SecureRandom random,
      List<String> numbers,
      Consumer<String> notices) {
    OwnPbx own = new OwnPbx(directory, random, numbers, notices);
    own.pbx.notices().forEach(notices);
    own.watch.start();
    return own;
  }

  /** How it is reached; stays true when it is started again. */
  public PbxConfig config() {
    return pbx.config(numbers);
  }

  /** Where callers call, by SIP over UDP, host and port. */
  public String sip() {
    return pbx.sip();
  }

  /** Where calls to telephones outside go, by SIP over UDP: whoever listens there gets them. */
  public String outside() {
    return pbx.outside();
  }

  /** Ends it, unless somebody is on the line: whoever is talking goes on. */
  public void stop() {
    watch.stop();
    if (pbx.hasCalls()) {
      notices.accept(
          "Somebody is on the line: the PBX goes on, as process "
              + pbx.pid()
              + ", until the next"
              + " start takes it over");
    } else {
      pbx.stop();
    }
  }

  private void look() {
    if (!watch.orStopping(pbx.alive())) {
      EmbeddedPbx again = directory.startPbx(program, random);
      again.notices().forEach(notices);
      notices.accept(
          again.config(numbers).equals(pbx.config(numbers)) && again.sip().equals(pbx.sip())
              ? "The PBX had died and was started again; whoever was on the line was cut off"
              : "The PBX had died and its port was taken: start this server again");
      pbx = again;
    }
  }
}
