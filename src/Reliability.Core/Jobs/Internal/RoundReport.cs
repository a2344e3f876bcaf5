using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// What this process says about the rounds of one job of a service. What it did earlier and another does now stays in it for a day.
/// </summary>
internal sealed class RoundReport(DocumentSet<RoundRecord> rounds, string process, string job) : IDisposable
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private const int MaxFaultLength = 500;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _id = RoundRecord.IdOf(process, job);
    private Stored<RoundRecord>? _last;

    public void Dispose() => _gate.Dispose();

    public async ValueTask WriteAsync(IReadOnlyList<JobOutcome> outcomes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RoundRecord record = Next(_last?.Value, outcomes, at);
            DocumentWrite write = rounds.Write(_id, _last, record);
            if (await rounds.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
            {
                // Somebody removed it as one of a process that was gone, or a call of ours had its effect after all.
                _last = await rounds.GetAsync(_id, cancellationToken).ConfigureAwait(false);
                write = rounds.Write(_id, _last, record);
                if (await rounds.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
                {
                    throw new StoreException(
                        $"Document '{write.Id}' belongs to this process alone, and another changes it.",
                        isTransient: true);
                }
            }

            _last = DocumentSet<RoundRecord>.Of(write, record);
        }
        finally
        {
            _gate.Release();
        }
    }

    private RoundRecord Next(RoundRecord? before, IReadOnlyList<JobOutcome> outcomes, DateTimeOffset at)
    {
        Dictionary<string, DateTimeOffset> done = new(StringComparer.Ordinal);
        foreach (RoundItem item in before?.Items ?? [])
        {
            if ((item.DoneAt ?? (item.Fault is null ? before!.At : null)) is { } doneAt && at - doneAt < KeptFor)
            {
                done[item.Name] = doneAt;
            }
        }

        List<RoundItem> items = [];
        HashSet<string> now = new(StringComparer.Ordinal);
        foreach (JobOutcome outcome in outcomes)
        {
            string name = outcome.Subject.Name;
            if (now.Add(name))
            {
                string? fault = outcome.Fault?.Message;
                items.Add(new RoundItem(
                    name,
                    fault is null ? null : done.TryGetValue(name, out DateTimeOffset last) ? last : null,
                    fault?.Length > MaxFaultLength ? fault[..MaxFaultLength] : fault));
            }
        }

        // What this report does not name stays as it was.
        foreach (RoundItem item in (before?.Items ?? []).Where(one => !now.Contains(one.Name)))
        {
            DateTimeOffset? faultAt = item.Fault is null ? null : item.FaultAt ?? before!.At;
            if (done.TryGetValue(item.Name, out DateTimeOffset doneAt) || at - faultAt < KeptFor)
            {
                items.Add(new RoundItem(item.Name, doneAt == default ? null : doneAt, item.Fault, faultAt));
            }
        }

        return new RoundRecord { Process = process, Job = job, At = at, Items = items };
    }
}
