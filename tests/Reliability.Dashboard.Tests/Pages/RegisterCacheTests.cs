using Microsoft.Extensions.Time.Testing;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests;

/// <summary>What a snapshot reads of registers, by the calls that reach them.</summary>
public sealed class RegisterCacheTests
{
    private readonly FakeTimeProvider _clock = new(Shop.Now);
    private readonly RegisterCache _cache;
    private readonly List<string> _reads = [];
    private TimeSpan _cost;

    public RegisterCacheTests() => _cache = new RegisterCache(_clock);

    [Fact]
    public async Task The_first_snapshot_reads_everything_and_each_later_one_an_urgent_and_another_one()
    {
        await SnapshotAsync();
        _reads.Should().Equal("a", "b", "c", "open a", "open b");
        foreach (string[] expected in (string[][])[["a", "open a"], ["b", "open b"], ["c", "open a"], ["a", "open b"]])
        {
            _reads.Clear();
            _clock.Advance(TimeSpan.FromSeconds(5));
            await SnapshotAsync();
            _reads.Should().Equal(expected);
        }
    }

    [Fact]
    public async Task A_change_through_this_process_makes_everything_be_read_again_once()
    {
        await SnapshotAsync();
        _reads.Clear();
        _cache.Invalidate();
        await SnapshotAsync();
        _reads.Should().HaveCount(5);
        await SnapshotAsync();
        _reads.Should().HaveCount(5, "no time has passed");
    }

    [Fact]
    public async Task A_register_that_takes_long_is_read_a_fiftieth_of_the_time_and_at_least_every_ten_minutes()
    {
        _cost = TimeSpan.FromSeconds(2);
        await SnapshotAsync();
        _cost = TimeSpan.Zero;
        _reads.Clear();
        _clock.Advance(TimeSpan.FromSeconds(80));
        await SnapshotAsync();
        _reads.Should().BeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(20));
        await SnapshotAsync();
        _reads.Should().HaveCount(2);
        _cost = TimeSpan.FromMinutes(1);
        _cache.Invalidate();
        await SnapshotAsync();
        _reads.Clear();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await SnapshotAsync();
        _reads.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_read_that_fails_keeps_nothing_and_what_was_kept_stays_due()
    {
        await SnapshotAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        _cache.Begin();
        Func<Task> read = async () => await _cache.GetAsync<string>(
            "a", isUrgent: false, _ => throw new InvalidOperationException("away"), CancellationToken.None);
        await read.Should().ThrowAsync<InvalidOperationException>();
        await read.Should().ThrowAsync<InvalidOperationException>("it is still due");
        (await _cache.GetAsync("a", isUrgent: false, _ => ValueTask.FromResult("new"), CancellationToken.None)).Should().Be(("new", false));
    }

    private async Task SnapshotAsync()
    {
        _cache.Begin();
        foreach ((string key, bool isUrgent) in ((string, bool)[])
            [("a", false), ("b", false), ("c", false), ("open a", true), ("open b", true)])
        {
            await _cache.GetAsync(
                key,
                isUrgent,
                _ =>
                {
                    _reads.Add(key);
                    _clock.Advance(_cost);
                    return ValueTask.FromResult(key);
                },
                CancellationToken.None);
        }
    }
}
