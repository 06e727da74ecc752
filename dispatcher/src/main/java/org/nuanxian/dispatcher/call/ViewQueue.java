package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.runtime.id.CountyCode;

/** How many wait, for each county asked, in its order. */
public record ViewQueue(List<CountyCode> counties) implements Call<List<CountyQueue>> {
  /** Answers for each county. */
  private static final int EACH = 3;

  @Override
  public String script() {
    return "view_queue";
  }

  @Override
  public List<String> arguments() {
    return counties.stream().map(CountyCode::value).toList();
  }

  @Override
  public List<CountyQueue> result(List<String> reply) {
    long now = Long.parseLong(reply.get(0));
    List<CountyQueue> queues = new ArrayList<>();
    for (int i = 0; i < counties.size(); i++) {
      int waiting = Integer.parseInt(reply.get(1 + EACH * i));
      long earliest = Long.parseLong(reply.get(2 + EACH * i));
      long longest = earliest == 0 ? 0 : Math.max(0, now - earliest) / 1000;
      queues.add(
          new CountyQueue(counties.get(i), waiting, longest, reply.get(3 + EACH * i).equals("1")));
    }
    return List.copyOf(queues);
  }
}
