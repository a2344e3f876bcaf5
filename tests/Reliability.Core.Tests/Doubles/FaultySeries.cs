using NSubstitute;
using NSubstitute.Core;
using NSubstitute.Extensions;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Doubles;

/// <summary>
/// Series in memory, behind a <see cref="ChaosStore"/> whose faults meet appends alone, behind a substitute that knows what was sent.
/// </summary>
internal sealed class FaultySeries
{
    private readonly Lock _lock = new();
    private readonly ISeriesStore _chaos;
    private int _inFlight;

    public FaultySeries(InMemoryStore? store = null)
    {
        store ??= new InMemoryStore();
        var chaos = new ChaosStore(store);
        _chaos = chaos.Series;
        Stored = store.Series;
        Appends = chaos.Controls[StorageRoles.Series];
        Series = Forwarding.To(store.Series);
        Series.Configure().AppendAsync(default!, default).ReturnsForAnyArgs(call => AppendAsync(call));
    }

    /// <summary>What the recorder gets.</summary>
    public ISeriesStore Series { get; }

    /// <summary>What is behind, and never fails.</summary>
    public ISeriesStore Stored { get; }

    /// <summary>How appends fail.</summary>
    public ChaosControl Appends { get; }

    /// <summary>The most appends that were ever in flight at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Every batch that arrived, in order, retries included.</summary>
    public IReadOnlyList<SeriesBatch> Sent =>
    [
        .. Series.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(ISeriesStore.AppendAsync))
            .Select(call => (SeriesBatch)call.GetArguments()[0]!),
    ];

    /// <summary>Every append fails in this way from here on; none does with <see cref="ChaosFault.None"/>.</summary>
    public void Always(ChaosFault fault)
    {
        Appends.Faults = [fault];
        Appends.Chance = 1;
    }

    /// <summary>Makes the next append wait inside the store.</summary>
    public Hold HoldNext(bool ignoresCancellation = false)
    {
        var hold = new Hold();
        Series.Configure().AppendAsync(default!, default).ReturnsForAnyArgs(
            call => AppendAsync(call, hold, ignoresCancellation), call => AppendAsync(call));
        return hold;
    }

    private async ValueTask<AppendOutcome> AppendAsync(CallInfo call, Hold? hold = null, bool ignoresCancellation = false)
    {
        CancellationToken cancellationToken = ignoresCancellation ? CancellationToken.None : call.Arg<CancellationToken>();
        lock (_lock)
        {
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        try
        {
            if (hold is not null)
            {
                await hold.EnterAsync(cancellationToken);
            }

            return await _chaos.AppendAsync(call.Arg<SeriesBatch>(), cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _inFlight--;
            }
        }
    }
}
