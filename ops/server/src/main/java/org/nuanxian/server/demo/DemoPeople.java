package org.nuanxian.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.NewAccount;
import org.nuanxian.runtime.staff.Role;

/**
 * The invented people: in each county {@value #VOLUNTEERS} volunteers, a supervisor and a
 * coordinator, and for the city a lead, an inspector and a system administrator. Everything about a
 * person follows from the place in this order, so that a second start finds the same people.
 */
final class DemoPeople {
  /** Two more than the plans ask of a team. */
  static final int VOLUNTEERS = 22;

  private static final String[] SURNAMES = {
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "罗", "郭", "肖", "曾"
  };
  private static final String[] GIVEN = {
    "安和", "晓云", "文静", "建国", "思远", "雨晴", "明辉", "秀兰", "志强", "春梅", "海涛", "若溪", "立新"
  };
  private static final String[] FIRST = {
    "青", "远", "安", "和", "暖", "晴", "明", "清", "春", "秋", "知", "素", "望", "若", "乐", "静", "云", "星", "林",
    "溪"
  };
  private static final String[] SECOND = {
    "禾", "山", "松", "舟", "宁", "风", "桥", "原", "荷", "岚", "帆", "石", "竹", "光", "川", "湖"
  };
  private static final int TOWNSHIPS = 3; // enough to have a neighbour, and somebody else
  private static final int UNITS = 4;

  private final City city;
  private final Function<Role, String> passwords;

  /**
   * The people of a city.
   *
   * @param passwords one for each role: hashing three hundred would take a minute
   */
  DemoPeople(City city, Function<Role, String> passwords) {
    this.city = city;
    this.passwords = passwords;
  }

  /** A person by the user name: the same at every start. */
  static UUID id(String username) {
    return UUID.nameUUIDFromBytes(("nuanxian demo " + username).getBytes(StandardCharsets.UTF_8));
  }

  /** The nth volunteer of a county, from 0. */
  static VolunteerId volunteer(CountyCode county, int n) {
    return new VolunteerId(id(volunteerName(county, n)));
  }

  /** Every account with its password. */
  List<NewAccount> accounts() {
    List<NewAccount> accounts = new ArrayList<>();
    int person = 0;
    for (County county : city.counties()) {
      CountyCode code = county.code();
      for (int n = 0; n < VOLUNTEERS; n++) {
        accounts.add(account(volunteerName(code, n), person++, code, Role.VOLUNTEER));
      }
      accounts.add(account("supervisor-" + code.value(), person++, code, Role.SUPERVISOR));
      accounts.add(account("coordinator-" + code.value(), person++, code, Role.COORDINATOR));
    }
    accounts.add(account("lead", person++, Role.CITY_LEAD));
    accounts.add(account("inspector", person++, Role.INSPECTOR));
    accounts.add(account("admin", person, Role.SYSTEM_ADMINISTRATOR));
    return accounts;
  }

  /** Those of the accounts who can answer: volunteers and supervisors. */
  List<Volunteer> volunteers(Instant qualifiedUntil) {
    List<Volunteer> volunteers = new ArrayList<>();
    int n = 0;
    for (NewAccount account : accounts()) {
      boolean answers =
          account.roles().contains(Role.VOLUNTEER) || account.roles().contains(Role.SUPERVISOR);
      if (answers) {
        volunteers.add(volunteer(account, n++, qualifiedUntil));
      }
    }
    return volunteers;
  }

  private Volunteer volunteer(NewAccount account, int n, Instant qualifiedUntil) {
    CountyCode county = account.county().orElseThrow();
    return new Volunteer(
        new VolunteerId(account.id().value()),
        city.code(),
        county,
        account.name(),
        account.alias(),
        n % 3 == 0 ? Gender.MALE : Gender.FEMALE,
        Set.of(Medium.CHAT, Medium.VOICE),
        true,
        Optional.of(qualifiedUntil),
        clearance(n),
        Optional.of(county.value() + "%03d".formatted(100 + n % TOWNSHIPS)),
        Optional.of("demo-school-" + n % UNITS));
  }

  /** In each county the last volunteers have not come so far yet; supervisors have. */
  private static Clearance clearance(int n) {
    int place = n % (VOLUNTEERS + 1);
    if (place == VOLUNTEERS) {
      return Clearance.ALL;
    }
    boolean begins = place == VOLUNTEERS - 1;
    Clearance.Grade trained = place % 2 == 0 ? Clearance.Grade.A : Clearance.Grade.B;
    return new Clearance(begins ? Clearance.Grade.C : trained, place < VOLUNTEERS - 2, !begins);
  }

  private NewAccount account(String username, int person, Role role) {
    return account(username, person, Optional.empty(), role);
  }

  private NewAccount account(String username, int person, CountyCode county, Role role) {
    return account(username, person, Optional.of(county), role);
  }

  private NewAccount account(String username, int person, Optional<CountyCode> county, Role role) {
    return new NewAccount(
        new AccountId(id(username)),
        username,
        SURNAMES[person % SURNAMES.length] + GIVEN[person % GIVEN.length],
        FIRST[person % FIRST.length] + SECOND[person / FIRST.length],
        city.code(),
        county,
        Set.of(role),
        Optional.of(passwords.apply(role)));
  }

  private static String volunteerName(CountyCode county, int n) {
    return "volunteer-" + county.value() + "-" + "%02d".formatted(n + 1);
  }
}
