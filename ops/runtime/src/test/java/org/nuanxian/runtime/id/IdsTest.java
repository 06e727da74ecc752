package org.nuanxian.runtime.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void idsAreRandomUuidsOfVersionFour() {
    Ids ids = Ids.secure();
    for (int i = 0; i < 1_000; i++) {
      UUID id = ids.next();
      assertEquals(4, id.version());
      assertEquals(2, id.variant());
      assertNotEquals(id, ids.next());
    }
  }

  @Test
  void aSeedRepeatsThem() {
    Ids one = Ids.from(new SplittableRandom(7));
    Ids two = Ids.from(new SplittableRandom(7));

    assertEquals(one.next(), two.next());
    assertEquals(one.next(), two.next());
  }

  @Test
  void codesAreSixDigits() {
    assertEquals("330400", new CityCode("330400").toString());
    assertEquals("330421", new CountyCode("330421").toString());
    for (String wrong : List.of("", "33040", "3304000", "33O400", "３３０４００", " 330400")) {
      assertThrows(IllegalArgumentException.class, () -> new CityCode(wrong));
      assertThrows(IllegalArgumentException.class, () -> new CountyCode(wrong));
    }
  }
}
