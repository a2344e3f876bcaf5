using CsCheck;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class RetentionHorizonTests
{
    private static readonly DateTimeOffset Oldest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Newest = Oldest.AddDays(1_000);

    /// <summary>How much monotonic time passes, how far the host's clock is set, and which process looks.</summary>
    private static readonly Gen<(double Hours, double ClockDays, int Process)[]> GenLooks =
        Gen.Select(Gen.Double[0, 100], Gen.Double[-500, 500], Gen.Int[0, 3]).Array[1, 40];

    [Fact]
    public void It_begins_at_the_oldest_bucket_moves_with_time_and_ends_at_the_newest()
    {
        var clock = new HostClock();
        var horizon = new RetentionHorizon(clock);
        horizon.Advance("shop", null, Oldest, Newest).Should().Be(Oldest);
        clock.Pass(TimeSpan.FromDays(3));
        horizon.Advance("shop", Oldest, Oldest, Newest).Should().Be(Oldest.AddDays(3));
        horizon.Advance("shop", Oldest.AddDays(3), Oldest, Newest).Should().Be(Oldest.AddDays(3), "looking again takes no time");
        clock.Pass(TimeSpan.FromDays(2_000));
        horizon.Advance("shop", Oldest.AddDays(3), Oldest, Newest).Should().Be(Newest);
        horizon.Advance("shop", Newest, Oldest, Newest.AddDays(1)).Should().Be(Newest.AddDays(1));
        horizon.Advance("shop", Newest.AddDays(1), Oldest, Newest).Should().Be(Newest.AddDays(1), "it never goes back");
    }

    [Fact]
    public void A_horizon_that_a_wrong_clock_began_ahead_of_time_begins_again_at_the_first_right_bucket()
    {
        var kept = new SeriesRetention(TimeSpan.FromDays(8), TimeSpan.FromDays(400));
        var clock = new HostClock();
        var horizon = new RetentionHorizon(clock);
        DateTimeOffset ahead = Oldest.AddDays(500);
        horizon.Advance("shop", null, null, Each(ahead, ahead), ahead).Should().Be(ahead);
        horizon.Advance("shop", ahead, kept, Each(Oldest, Oldest), ahead)
            .Should().Be(Oldest, "trimming by the horizon could not have left it");
        clock.Pass(TimeSpan.FromDays(2));
        horizon.Advance("shop", Oldest, kept, Each(Oldest, Oldest), ahead).Should().Be(Oldest.AddDays(2));
        new RetentionHorizon(clock).Advance("shop", Oldest.AddDays(2), kept, Each(Oldest, Oldest), ahead).Should().Be(Oldest.AddDays(2));
    }

    [Fact]
    public void A_retention_that_is_made_shorter_does_not_hold_the_horizon_back()
    {
        var clock = new HostClock();
        var horizon = new RetentionHorizon(clock);
        var before = new SeriesRetention(TimeSpan.FromDays(8), TimeSpan.FromDays(400));
        DateTimeOffset now = Oldest.AddDays(100);
        horizon.Advance("shop", now, before, Each(now.AddDays(-8), now.AddDays(-400)), Newest)
            .Should()
            .Be(now, "all that is there was left by the longer one");
    }

    [Fact]
    public void Services_have_horizons_of_their_own()
    {
        var clock = new HostClock();
        var horizon = new RetentionHorizon(clock);
        horizon.Advance("shop", null, Oldest, Newest);
        clock.Pass(TimeSpan.FromDays(30));
        horizon.Advance("Shop", null, Oldest.AddDays(5), Newest).Should().Be(Oldest.AddDays(5));
        horizon.Advance("shop", Oldest, Oldest, Newest).Should().Be(Oldest.AddDays(30));
    }

    [Fact]
    public void A_new_process_goes_on_from_what_is_stored_and_not_from_its_start()
    {
        var clock = new HostClock();
        clock.Pass(TimeSpan.FromDays(400));
        var horizon = new RetentionHorizon(clock);
        horizon.Advance("shop", Oldest.AddDays(3), Oldest, Newest).Should().Be(Oldest.AddDays(3), "nobody ran, so no time passed");
        clock.Pass(TimeSpan.FromDays(1));
        horizon.Advance("shop", Oldest.AddDays(3), Oldest, Newest).Should().Be(Oldest.AddDays(4));
    }

    [Fact]
    public void It_does_not_overflow_at_the_end_of_time()
    {
        var clock = new HostClock();
        var horizon = new RetentionHorizon(clock);
        horizon.Advance("shop", null, DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue)
            .Should()
            .Be(DateTimeOffset.MaxValue.AddDays(-1));
        clock.Pass(TimeSpan.FromDays(2));
        horizon.Advance("shop", null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Should().Be(DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Illegal_input_is_rejected()
    {
        var horizon = new RetentionHorizon();
        horizon.Invoking(one => one.Advance("a\nb", null, Oldest, Newest)).Should().Throw<ArgumentException>();
        horizon.Invoking(one => one.Advance("shop", null, Newest, Oldest)).Should().Throw<ArgumentOutOfRangeException>();
        horizon.Invoking(one => one.Advance(null!, null, Oldest, Newest)).Should().Throw<ArgumentException>();
    }

    /// <summary>
    /// Whatever the hosts' clocks say, processes that share the stored horizon do not go faster together than time does, and never go back.
    /// </summary>
    [Fact]
    public void Processes_that_share_a_horizon_go_no_faster_than_one() => GenLooks.Sample(looks =>
    {
        var clock = new HostClock();
        RetentionHorizon[] processes = [.. Enumerable.Range(0, 4).Select(_ => new RetentionHorizon(clock))];
        DateTimeOffset? stored = null;
        TimeSpan passed = TimeSpan.Zero;
        foreach ((double hours, double clockDays, int process) in looks)
        {
            clock.Pass(TimeSpan.FromHours(hours));
            passed += stored is null ? TimeSpan.Zero : TimeSpan.FromHours(hours);
            clock.WallClock = Oldest.AddDays(clockDays);
            DateTimeOffset now = processes[process].Advance("shop", stored, Oldest, Newest);
            now.Should().BeOnOrAfter(stored ?? Oldest).And.BeOnOrBefore(Oldest + passed).And.BeOnOrBefore(Newest);
            stored = now;
        }
    });

    /// <summary>A process that looks all the while keeps pace with time, however often another one starts anew.</summary>
    [Fact]
    public void A_process_that_runs_keeps_pace() => GenLooks.Sample(looks =>
    {
        var clock = new HostClock();
        var first = new RetentionHorizon(clock);
        DateTimeOffset stored = first.Advance("shop", null, Oldest, Newest);
        TimeSpan passed = TimeSpan.Zero;
        foreach ((double hours, _, int process) in looks)
        {
            clock.Pass(TimeSpan.FromHours(hours));
            passed += TimeSpan.FromHours(hours);
            RetentionHorizon looking = process == 0 ? first : new RetentionHorizon(clock);
            stored = looking.Advance("shop", stored, Oldest, Newest);
        }

        first.Advance("shop", stored, Oldest, Newest).Should().Be(Oldest + passed);
    });

    /// <summary>
    /// A store whose host's clock is wrong by up to 500 days, either way, keeps every bucket that is within its retention.
    /// </summary>
    [Fact]
    public Task A_wrong_clock_of_the_host_removes_nothing() => Gen.Double[-500, 500].Array[1, 20].SampleAsync(async jumps =>
    {
        var clock = new HostClock();
        var store = new InMemorySeriesStore(clock);
        await store.SetRetentionAsync("shop", SeriesRetention.Default, default);
        IEnumerable<SeriesDelta> week =
            Enumerable.Range(0, 7).Select(day => new SeriesDelta("orders", new SeriesBucket(Oldest.AddDays(day), 1, 1)));
        await store.AppendAsync(new SeriesBatch("shop", "p", 1, week), default);
        foreach (double days in jumps)
        {
            clock.WallClock = Oldest.AddDays(7 + days);
            clock.Pass(TimeSpan.FromMinutes(1));
            (await store.TrimAsync("shop", default)).Should().Be(0);
        }

        (await store.GetLastSequenceAsync("shop", "p", default)).Should().Be(1);
    });

    /// <summary>A host: a clock on the wall that may say anything, and monotonic time.</summary>
    private sealed class HostClock : TimeProvider
    {
        private long _timestamp = 1_000_000;

        public DateTimeOffset WallClock { get; set; } = Oldest;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override long GetTimestamp() => _timestamp;

        public void Pass(TimeSpan time) => _timestamp += time.Ticks;
    }

    private static Func<SeriesResolution, DateTimeOffset?> Each(DateTimeOffset minute, DateTimeOffset hour) => tier => tier switch
    {
        SeriesResolution.Minute => minute,
        SeriesResolution.Hour => hour,
        _ => null,
    };
}
