using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests;

/// <summary>Pages of the past cost the store little, however many ask for them.</summary>
public sealed class ReplaysTests : IDisposable
{
    private static readonly DateTimeOffset _at = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Replays _replays = new(maxAtOnce: 4);
    private readonly SemaphoreSlim _begins = new(0);

    public void Dispose() => _begins.Dispose();

    [Fact]
    public async Task Equal_replays_that_run_at_once_are_one()
    {
        var reading = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        int reads = 0;
        Task<string>[] all = [.. Enumerable.Range(0, 20).Select(_ => GetAsync("checkout", Read))];
        reading.SetResult("one");
        (await Task.WhenAll(all)).Should().OnlyContain(one => one == "one");
        reads.Should().Be(1);
        (await GetAsync("checkout", Read)).Should().Be("one");
        reads.Should().Be(2, "what has ended is not kept");

        async ValueTask<string> Read(CancellationToken token)
        {
            Interlocked.Increment(ref reads);
            return await reading.Task.WaitAsync(token);
        }
    }

    [Fact]
    public async Task At_most_four_run_at_once_and_the_others_wait_for_a_place()
    {
        Held[] held = [.. Enumerable.Range(0, 6).Select(_ => new Held(_begins))];
        Task<string>[] all = [.. held.Select((one, i) => GetAsync($"{i}", one.ReadAsync))];
        await WhenBegunAsync(4);
        held.Count(one => one.Begun.IsCompleted).Should().Be(4);
        Held running = held.First(one => one.Begun.IsCompleted);
        running.End();
        await WhenBegunAsync(1);
        held.Count(one => one.Begun.IsCompleted).Should().Be(5);
        foreach (Held one in held)
        {
            one.End();
        }

        await Task.WhenAll(all);
        held.Should().OnlyContain(one => one.Begun.IsCompleted);
    }

    [Fact]
    public async Task Who_leaves_while_waiting_frees_the_place_and_nothing_is_read_for_nobody()
    {
        Held[] running = [.. Enumerable.Range(0, 4).Select(_ => new Held(_begins))];
        Task<string>[] all = [.. running.Select((one, i) => GetAsync($"{i}", one.ReadAsync))];
        await Task.WhenAll(running.Select(one => one.Begun));
        var left = new Held(_begins);
        using var leaving = new CancellationTokenSource();
        Task<string> waiting = GetAsync("left", left.ReadAsync, leaving.Token);
        await leaving.CancelAsync();
        Func<Task> gone = () => waiting;
        await gone.Should().ThrowAsync<OperationCanceledException>();

        var next = new Held(_begins);
        Task<string> other = GetAsync("next", next.ReadAsync);
        running[0].End();
        await next.Begun.WaitAsync(TimeSpan.FromSeconds(30));
        left.Begun.IsCompleted.Should().BeFalse("nobody waits for it");
        foreach (Held one in (Held[])[.. running, next])
        {
            one.End();
        }

        await Task.WhenAll([.. all, other]);
    }

    [Fact]
    public async Task Who_leaves_a_running_replay_ends_it_only_as_the_last_one()
    {
        var held = new Held(_begins);
        using var first = new CancellationTokenSource();
        using var last = new CancellationTokenSource();
        Task<string> one = GetAsync("checkout", held.ReadAsync, first.Token);
        Task<string> other = GetAsync("checkout", held.ReadAsync, last.Token);
        await held.Begun;
        await first.CancelAsync();
        await ((Func<Task>)(() => one)).Should().ThrowAsync<OperationCanceledException>();
        held.IsCancelled.Should().BeFalse();
        await last.CancelAsync();
        await ((Func<Task>)(() => other)).Should().ThrowAsync<OperationCanceledException>();
        await held.Cancelled.WaitAsync(TimeSpan.FromSeconds(30));
        var fresh = new Held(_begins);
        fresh.End();
        (await GetAsync("checkout", fresh.ReadAsync)).Should().Be("read", "a replay that was given up is not joined");
    }

    [Fact]
    public async Task A_failure_reaches_everybody_and_is_not_kept()
    {
        Func<Task> get = () => GetAsync("checkout", _ => throw new BadParameterException("too early"));
        await get.Should().ThrowAsync<BadParameterException>();
        (await GetAsync("checkout", _ => new ValueTask<string>("read"))).Should().Be("read");
    }

    /// <summary>Waits until so many more reads have begun.</summary>
    private async Task WhenBegunAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            (await _begins.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
        }
    }

    private Task<string> GetAsync(
        string item, Func<CancellationToken, ValueTask<string>> read, CancellationToken cancellationToken = default) =>
        _replays.GetAsync(new ReplayKey(this, "slo", item, _at), read, cancellationToken).AsTask();

    /// <summary>A read that the test ends.</summary>
    private sealed class Held(SemaphoreSlim begins)
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Task Cancelled => _cancelled.Task;

        public bool IsCancelled => _cancelled.Task.IsCompleted;

        public void End() => _end.TrySetResult();

        public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            begins.Release();
            try
            {
                await _end.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.TrySetResult();
                throw;
            }

            return "read";
        }
    }
}
