/* Redis proposes, PostgreSQL confirms. What this shows and what it leaves out: ops/docs/model.md.
 * Two volunteers, each on a node of its own; two contacts; capacity one. Any step may be delayed
 * for as long as SPIN likes: the pause of a node. One loss of a volunteer (a lease ran out although
 * the node still believes in it), one return of Redis to any earlier state.
 * -DBROKEN=... takes one of the safeguards away; SPIN must then find what goes wrong. */
#define NO_ERA_CHECK 1              /* a confirm of an older era is taken */
#define NO_TERM_FENCE 2             /* a confirm of an older term is taken */
#define NO_WORD_FENCE 3             /* the words of somebody who is not the holder are taken */
#define READ_BEFORE_ERA 4           /* the rebuild reads contacts while confirms may still come */
#define NO_ERA_SWAP 5               /* a rebuild that was overtaken writes its era all the same */
#define NO_SECOND_LOOK 6            /* a console shows only the first of two contacts it holds */
#ifndef BROKEN
#define BROKEN 0
#endif
#define NONE 2                      /* no volunteer, no contact */
#define ERAS 5                      /* more than any run of this model needs */
mtype = { absent, waiting, held, closed };
typedef Now {                       /* Redis: what is true right now */
  byte era; bool ready;
  mtype at[2]; byte holder[2]; byte term[2];     /* of contacts */
  bool here[2]; byte load[2]                     /* of volunteers: attached, contacts held */
};
typedef Past { byte era; mtype at[2]; byte holder[2]; byte term[2] };      /* PostgreSQL */
Now r, copy, blank;                 /* copy: the Redis that will come back */
Past p;
byte known[2];                      /* the era a node calls scripts with; 0 after a reconnect */
byte eras = 1;                      /* random in the product; here each is new */
bool lost;                          /* the one loss has happened */
byte sees[2];                       /* the contact a volunteer is shown as theirs */
byte spokeTerm[2], spokeWho[2];     /* whose words were written last, and under which term */
#define ERA_OK (p.era == e || BROKEN == NO_ERA_CHECK)
#define TERM_OK (p.term[c] < t || (p.term[c] == t && p.holder[c] == who && p.at[c] == stage) \
  || BROKEN == NO_TERM_FENCE)
#define MAY_SPEAK ((p.at[sees[v]] == held && p.holder[sees[v]] == v && p.term[sees[v]] == mine) \
  || BROKEN == NO_WORD_FENCE)
#define ERA_MINE (p.era == t || BROKEN == NO_ERA_SWAP)     /* compared and set in one statement */
#define MORE (r.here[v] && sees[v] == NONE && (MINE(0) || MINE(1)) && BROKEN != NO_SECOND_LOOK)
#define CALLS (known[v] == r.era && r.ready)     /* else a script answers REBUILD */
#define MINE(x) (r.at[x] == held && r.holder[x] == v)
#define READ for (c : 0 .. 1) { at[c] = p.at[c]; holder[c] = p.holder[c]; term[c] = p.term[c] }
#define GOES_ON (known[v] == e && r.era == e)    /* neither reconnected nor overtaken */

inline any(what) {
  if
  :: r.at[0] == what -> c = 0
  :: r.at[1] == what -> c = 1
  fi
}
inline change(s, w) { r.at[c] = s; r.holder[c] = w; r.term[c]++; propose() }
inline propose() { stage = r.at[c]; who = r.holder[c]; t = r.term[c]; e = r.era }
/* The write to PostgreSQL after a script; only when it is ok may people see the effect. */
inline confirm() {
  atomic {
    if
    :: ERA_OK && TERM_OK -> p.at[c] = stage; p.holder[c] = who; p.term[c] = t; ok = true
    :: else -> ok = false
    fi
  }
}
inline appear() { assert(sees[v] == NONE || sees[v] == c); sees[v] = c; mine = t }
inline forget() { c = 0; t = 0; e = 0; who = 0; ok = false; stage = absent }

proctype Node(byte v) {
  byte c, t, e, who, mine; mtype stage; bool ok;
  mtype at[2]; byte holder[2]; byte term[2];     /* what a rebuild has read */
end:
  do
  :: atomic { CALLS && r.here[v] && r.load[v] == 0 && (r.at[0] == waiting || r.at[1] == waiting) ->
       any(waiting); r.load[v] = 1; change(held, v) }                           /* accept */
     confirm();
     atomic { if :: ok -> appear() :: else fi; forget() }
  :: atomic { sees[v] != NONE && (spokeTerm[sees[v]] != mine || !MAY_SPEAK) ->    /* speak */
       if
       :: MAY_SPEAK -> c = sees[v];
          assert(p.at[c] == held && p.holder[c] == v);
          assert(spokeTerm[c] < mine || (spokeTerm[c] == mine && spokeWho[c] == v));
          spokeTerm[c] = mine; spokeWho[c] = v; c = 0
       :: else -> sees[v] = NONE; mine = 0                             /* not-holder */
       fi }
  :: atomic { sees[v] != NONE && CALLS && r.here[v] && MINE(sees[v]) ->            /* close */
       c = sees[v]; r.load[v]--; change(closed, NONE) }
     confirm();
     atomic { if :: ok -> sees[v] = NONE; mine = 0 :: else fi; forget() }
  :: atomic { CALLS && (!r.here[v] || MORE) ->                           /* attach, look again */
       r.here[v] = true; sees[v] = NONE; mine = 0;
       c = (MINE(0) -> 0 : (MINE(1) -> 1 : NONE));
       if :: c != NONE -> propose() :: else fi }
     if
     :: c != NONE -> confirm(); atomic { if :: ok -> appear() :: else fi }
     :: else
     fi;
     atomic { forget() }
  :: atomic { CALLS && !lost && (r.at[0] == held || r.at[1] == held) ->      /* tick: loss */
       lost = true; any(held); r.here[r.holder[c]] = false; r.load[r.holder[c]]--;
       change(waiting, NONE) }
     confirm(); atomic { forget() }
  :: atomic { known[v] != 0 && known[v] != r.era && r.ready -> known[v] = r.era }    /* learn */
  :: atomic { known[v] == 0 && eras < ERAS ->                                   /* rebuild */
       eras++; e = eras; known[v] = e; r.era = e; r.ready = false;      /* scripts stop */
       for (c : 0 .. 1) { r.at[c] = absent; r.here[c] = false; r.load[c] = 0 } c = 0 }
     atomic { if :: BROKEN == READ_BEFORE_ERA -> READ c = 0 :: else fi }
     do
     :: atomic { t = p.era }                               /* the era it replaces */
        if :: GOES_ON :: !GOES_ON -> break fi              /* a script: nobody began later */
        atomic {
          if
          :: ERA_MINE -> p.era = e;                        /* confirms of older eras stop */
             if :: BROKEN != READ_BEFORE_ERA -> READ c = 0 :: else fi; break
          :: else
          fi }
     od;
     do                             /* one script for each contact */
     :: atomic { GOES_ON && c < 2 -> r.at[c] = at[c]; r.holder[c] = holder[c]; r.term[c] = term[c];
          if :: at[c] == held -> r.load[holder[c]]++ :: else fi; c++ }
     :: atomic { GOES_ON && c == 2 -> r.ready = true;
          assert(r.at[0] != absent && r.at[1] != absent); break }      /* no orphan */
     :: atomic { !GOES_ON -> break }
     od;
     atomic { for (c : 0 .. 1) { at[c] = absent; holder[c] = 0; term[c] = 0 } forget() }
  od
}
inline move(to, from) {
  to.era = from.era; to.ready = from.ready;
  for (i : 0 .. 1) {
    to.at[i] = from.at[i]; to.holder[i] = from.holder[i]; to.term[i] = from.term[i];
    to.here[i] = from.here[i]; to.load[i] = from.load[i] } i = 0
}
proctype Rollback() {
  byte i;
  atomic { move(copy, r) }
  atomic { move(r, copy); move(copy, blank); known[0] = 0; known[1] = 0 }
}
proctype Judge() {                  /* when nobody can do anything any more, nobody was forgotten */
  timeout -> assert(p.at[0] == closed && p.at[1] == closed && sees[0] == NONE && sees[1] == NONE)
}
init {
  atomic {
    r.era = 1; r.ready = true; p.era = 1; byte i;
    for (i : 0 .. 1) {
      known[i] = 1; sees[i] = NONE; spokeWho[i] = NONE;
      r.at[i] = waiting; p.at[i] = waiting; r.holder[i] = NONE; p.holder[i] = NONE }
    i = 0; run Node(0); run Node(1); run Rollback(); run Judge() }
}
