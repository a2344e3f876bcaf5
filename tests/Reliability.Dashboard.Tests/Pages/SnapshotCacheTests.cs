using Microsoft.Extensions.Time.Testing;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests;

public sealed class SnapshotCacheTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private int _reads;
    private Exception? _fault;

    [Fact]
    public async Task Many_requests_at_once_make_one_read()
    {
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = new SnapshotCache<string>(
            _ =>
            {
                _reads++;
                return new ValueTask<string>(reading.Task);
            },
            (last, _) => last,
            _interval,
            _clock);
        Task<string>[] requests = [.. Enumerable.Range(0, 50).Select(_ => cache.GetAsync(CancellationToken.None).AsTask())];
        reading.SetResult("one");
        (await Task.WhenAll(requests)).Should().OnlyContain(one => one == "one");
        _reads.Should().Be(1);
    }

    [Fact]
    public async Task A_snapshot_is_read_again_when_it_is_old_or_something_changed()
    {
        SnapshotCache<string> cache = Cache();
        (await cache.GetAsync(CancellationToken.None)).Should().Be("1");
        _clock.Advance(_interval - TimeSpan.FromTicks(1));
        (await cache.GetAsync(CancellationToken.None)).Should().Be("1");
        _clock.Advance(TimeSpan.FromTicks(1));
        (await cache.GetAsync(CancellationToken.None)).Should().Be("2");
        cache.Invalidate();
        (await cache.GetAsync(CancellationToken.None)).Should().Be("3");
    }

    [Fact]
    public async Task What_was_read_stays_when_it_cannot_be_read_again()
    {
        SnapshotCache<string> cache = Cache();
        await cache.GetAsync(CancellationToken.None);
        _fault = new InvalidOperationException("gone");
        _clock.Advance(_interval);
        (await cache.GetAsync(CancellationToken.None)).Should().Be("1, but gone");
        (await cache.GetAsync(CancellationToken.None)).Should().Be("1, but gone");
        _reads.Should().Be(2, "a store that is away is asked once in an interval");
        _fault = null;
        _clock.Advance(_interval);
        (await cache.GetAsync(CancellationToken.None)).Should().Be("3");
    }

    [Fact]
    public async Task A_first_read_that_fails_is_a_failure()
    {
        SnapshotCache<string> cache = Cache();
        _fault = new InvalidOperationException("gone");
        Func<Task> get = async () => await cache.GetAsync(CancellationToken.None);
        await get.Should().ThrowAsync<InvalidOperationException>().WithMessage("gone");
        _fault = null;
        (await cache.GetAsync(CancellationToken.None)).Should().Be("2");
    }

    [Fact]
    public async Task A_viewer_who_leaves_does_not_end_the_read_of_the_others()
    {
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        SnapshotCache<string> cache = Cache(reading.Task);
        using var leaving = new CancellationTokenSource();
        Task<string> first = cache.GetAsync(leaving.Token).AsTask();
        Task<string> second = cache.GetAsync(CancellationToken.None).AsTask();
        await leaving.CancelAsync();
        Func<Task> left = () => first;
        await left.Should().ThrowAsync<OperationCanceledException>();
        reading.SetResult("one");
        (await second).Should().Be("one");
        _reads.Should().Be(1, "the read that the first viewer began is that of the second");
    }

    [Fact]
    public async Task A_read_that_nobody_waits_for_ends_and_the_next_viewer_reads()
    {
        var never = new TaskCompletionSource<string>();
        SnapshotCache<string> cache = Cache(never.Task);
        using var leaving = new CancellationTokenSource();
        Task<string>[] all = [.. Enumerable.Range(0, 3).Select(_ => cache.GetAsync(leaving.Token).AsTask())];
        await leaving.CancelAsync();
        foreach (Task<string> one in all)
        {
            Func<Task> left = () => one;
            await left.Should().ThrowAsync<OperationCanceledException>();
        }

        never.SetResult("late");
        (await cache.GetAsync(CancellationToken.None)).Should().Be("late");
    }

    [Fact]
    public async Task A_change_during_a_read_makes_the_next_viewer_wait_for_a_newer_one()
    {
        var readings = new TaskCompletionSource<string>[2];
        for (int i = 0; i < readings.Length; i++)
        {
            readings[i] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var cache = new SnapshotCache<string>(
            token => new ValueTask<string>(readings[Interlocked.Increment(ref _reads) - 1].Task.WaitAsync(token)),
            (last, _) => last,
            _interval,
            _clock);
        Task<string> before = cache.GetAsync(CancellationToken.None).AsTask();
        cache.Invalidate();
        Task<string>[] after = [.. Enumerable.Range(0, 3).Select(_ => cache.GetAsync(CancellationToken.None).AsTask())];
        readings[0].SetResult("old");
        readings[1].SetResult("new");
        (await before).Should().Be("old");
        (await Task.WhenAll(after)).Should().OnlyContain(one => one == "new");
        _reads.Should().Be(2);
    }

    private SnapshotCache<string> Cache(Task<string> reading) => new(
        async token =>
        {
            Interlocked.Increment(ref _reads);
            return await reading.WaitAsync(token);
        },
        (last, _) => last,
        _interval,
        _clock);

    private SnapshotCache<string> Cache() => new(
        _ =>
        {
            _reads++;
            return _fault is null ? new ValueTask<string>($"{_reads}") : ValueTask.FromException<string>(_fault);
        },
        (last, e) => $"{last.Split(',')[0]}, but {e.Message}",
        _interval,
        _clock);
}
