using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments.Internal;

namespace Reliability.Core.Tests.Experiments;

public sealed class EventClockTests
{
    [Fact]
    public void The_systems_time_is_kept_to_some_milliseconds_and_does_not_go_back_by_itself()
    {
        var clock = new EventClock(TimeProvider.System);
        long last = 0;
        for (int i = 0; i < 100_000; i++)
        {
            long before = TimeProvider.System.GetUtcNow().UtcTicks;
            long now = clock.Now;
            long after = TimeProvider.System.GetUtcNow().UtcTicks;

            now.Should()
                .BeGreaterThanOrEqualTo(last).And
                .BeInRange(before - TimeSpan.FromMilliseconds(100).Ticks, after + TimeSpan.FromMilliseconds(100).Ticks);
            last = now;
            if (i % 1000 == 0)
            {
                clock.Synchronize();
            }
        }
    }

    [Fact]
    public void Another_clock_is_asked_for_every_event()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new EventClock(time);
        clock.Now.Should().Be(time.GetUtcNow().UtcTicks);
        time.Advance(TimeSpan.FromMilliseconds(1));
        clock.Now.Should().Be(time.GetUtcNow().UtcTicks);
    }
}
