package org.nuanxian.runtime.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LuaScriptTest {

  @Test
  void fragmentsStandInFrontOnceAfterWhatTheyUse() {
    LuaScript script = LuaScript.load(LuaScriptTest.class, "add_one");

    int a = script.source().indexOf("-- fragment a");
    int b = script.source().indexOf("-- fragment b");
    int body = script.source().indexOf("return one");
    assertTrue(a >= 0 && a < b && b < body, script.source());
    assertEquals(a, script.source().lastIndexOf("-- fragment a"));
    assertEquals("add_one", script.name());
  }

  @Test
  void whatIsNeededLaterRunsWhenItIsCalled() {
    String source = LuaScript.load(LuaScriptTest.class, "later").source();

    int wrapper = source.indexOf("local function half(...)\n");
    int inner = source.indexOf("  local function half(number)\n");
    int used = source.indexOf("  local function two_of(number)\n");
    int call = source.indexOf("  return half(...)\nend\n");
    assertTrue(wrapper >= 0 && wrapper < used && used < inner && inner < call, source);
  }

  @Test
  void aFunctionThatNobodyCallsIsLeftOut() {
    String source = LuaScript.load(LuaScriptTest.class, "later").source();

    assertFalse(source.contains("function unused"), source);
    assertFalse(source.contains("function three_of"), source);
  }

  @Test
  void whatKeepsSomethingIsNotLoadedLater() {
    assertThrows(
        IllegalStateException.class, () -> LuaScript.load(LuaScriptTest.class, "keeps_later"));
  }

  @Test
  void theDigestIsThatOfRedis() {
    // SCRIPT LOAD "return 1" on any server answers this.
    assertEquals("e0e1f9fabfc9d4800c877a703b823ac0578ff8db", LuaScript.of("x", "return 1").sha1());
  }

  @Test
  void aMissingFileIsNamed() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> LuaScript.load(LuaScriptTest.class, "not_there"));

    assertTrue(failure.getMessage().contains("lua/not_there.lua"));
  }
}
