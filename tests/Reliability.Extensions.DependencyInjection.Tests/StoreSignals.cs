using NSubstitute;
using NSubstitute.Core;
using NSubstitute.Extensions;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Series behind a substitute that tells when they were written or trimmed.</summary>
internal sealed class StoreSignals
{
    private TaskCompletionSource _append = NewSignal();
    private TaskCompletionSource _trim = NewSignal();

    public StoreSignals(ISeriesStore inner)
    {
        Series = Forwarding.To(inner);
        Series.Configure().AppendAsync(default!, default).ReturnsForAnyArgs(call => AppendAsync(call));
        Series.Configure().TrimAsync(default!, default).ReturnsForAnyArgs(call => TrimAsync(call));

        async ValueTask<AppendOutcome> AppendAsync(CallInfo call)
        {
            AppendOutcome outcome = await inner.AppendAsync(call.Arg<SeriesBatch>(), call.Arg<CancellationToken>());
            Interlocked.Exchange(ref _append, NewSignal()).TrySetResult();
            return outcome;
        }

        async ValueTask<long> TrimAsync(CallInfo call)
        {
            long removed = await inner.TrimAsync(call.Arg<string>(), call.Arg<CancellationToken>());
            Interlocked.Exchange(ref _trim, NewSignal()).TrySetResult();
            return removed;
        }
    }

    public ISeriesStore Series { get; }

    public Task NextAppend => Volatile.Read(ref _append).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task NextTrim => Volatile.Read(ref _trim).Task.WaitAsync(TimeSpan.FromSeconds(30));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
