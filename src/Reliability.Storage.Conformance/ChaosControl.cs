using System.Runtime.CompilerServices;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The switches of one role of a <see cref="ChaosStore"/>, which can be changed while calls are made. Safe for concurrent use.
/// </summary>
public sealed class ChaosControl
{
    private readonly Lock _lock = new();
    private readonly Queue<ChaosFault> _next = [];
    private readonly StorageRoles _role;
    private readonly Random _random;
    private long _calls;
    private long _faults;

    internal ChaosControl(StorageRoles role, int seed) => (_role, _random) = (role, new Random(seed));

    /// <summary>
    /// Gets or sets a value indicating whether every call fails before it has an effect, as when a server is unavailable. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool IsDown { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether every call yields to other tasks before it begins and before it returns. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool Yields { get; set; }

    /// <summary>Gets or sets the probability that a call fails, 0 to 1. Default: 0.</summary>
    public double Chance { get; set; }

    /// <summary>
    /// Gets or sets the faults from which <see cref="Chance"/> selects. Default: only <see cref="ChaosFault.BeforeApply"/>.
    /// </summary>
    public IReadOnlyList<ChaosFault> Faults { get; set; } = [ChaosFault.BeforeApply];

    /// <summary>Gets the number of calls.</summary>
    public long CallCount => Interlocked.Read(ref _calls);

    /// <summary>Gets the number of calls that failed in the chaos store, and not in the inner store.</summary>
    public long FaultCount => Interlocked.Read(ref _faults);

    /// <summary>
    /// Sets the faults of the next calls, in order. <see cref="ChaosFault.None"/> lets a call succeed. These faults take precedence over
    /// <see cref="Chance"/>.
    /// </summary>
    /// <param name="faults">The faults, in order.</param>
    public void Next(params IEnumerable<ChaosFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        lock (_lock)
        {
            foreach (ChaosFault fault in faults)
            {
                _next.Enqueue(fault);
            }
        }
    }

    internal async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        ChaosFault fault = await ArriveAsync(cancellationToken);
        ThrowIf(fault, ChaosFault.BeforeApply, ChaosFault.CancelledBeforeApply);
        T result = await call(cancellationToken);
        await LeaveAsync(fault);
        return result;
    }

    internal async ValueTask RunAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) =>
        await RunAsync(
            async token =>
            {
                await call(token);
                return true;
            },
            cancellationToken);

    internal async IAsyncEnumerable<T> RunAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChaosFault fault = await ArriveAsync(cancellationToken);
        ThrowIf(fault, ChaosFault.BeforeApply, ChaosFault.CancelledBeforeApply);
        await foreach (T item in call(cancellationToken).WithCancellation(cancellationToken))
        {
            yield return item;
        }

        await LeaveAsync(fault);
    }

    private async ValueTask<ChaosFault> ArriveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _calls);
        if (Yields)
        {
            await Task.Yield();
        }

        lock (_lock)
        {
            return IsDown ? ChaosFault.BeforeApply
                : _next.TryDequeue(out ChaosFault queued) ? queued
                : _random.NextDouble() < Chance ? Faults[_random.Next(Faults.Count)] : ChaosFault.None;
        }
    }

    private async ValueTask LeaveAsync(ChaosFault fault)
    {
        if (Yields)
        {
            await Task.Yield();
        }

        ThrowIf(fault, ChaosFault.AfterApply, ChaosFault.CancelledAfterApply);
    }

    private void ThrowIf(ChaosFault fault, ChaosFault failed, ChaosFault cancelled)
    {
        if (fault != failed && fault != cancelled)
        {
            return;
        }

        Interlocked.Increment(ref _faults);
        throw fault == failed
            ? new StoreException($"The chaos store was told to fail a call of the role {_role}: {fault}.", isTransient: true)
            : new OperationCanceledException($"The chaos store was told to cancel a call of the role {_role}: {fault}.");
    }
}
