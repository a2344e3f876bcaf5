using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// How this process stands in a service. It stands back from what failed in its last round, and from everything while its clock is off: as
/// long as another live process of the same definition does not stand back, that one does it. When all stand back, all go on trying.
/// </summary>
internal sealed class Standing(DocumentSet<StandingRecord> standings, string process, TimeSpan tolerance) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Job, string Kind, string Name), DateTimeOffset> _failing = [];
    private Stored<StandingRecord>? _stored;

    public void Dispose() => _gate.Dispose();

    /// <summary>Notes how a round of a job ended here.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcomes">
    /// What became of each subject. One that a greater token rejected is not a failure of this process: its next token is greater still.
    /// </param>
    /// <param name="until">Until when others go before, by the clock of the store.</param>
    public void Note(string job, IReadOnlyList<JobOutcome> outcomes, Func<JobSubject, DateTimeOffset> until)
    {
        lock (_lock)
        {
            foreach (JobOutcome outcome in outcomes)
            {
                (string, string, string) key = (job, outcome.Subject.Kind, outcome.Subject.Name);
                if (outcome is { Fault: not null, RejectedBy: null })
                {
                    _failing[key] = until(outcome.Subject);
                }
                else
                {
                    _failing.Remove(key);
                }
            }
        }
    }

    /// <summary>States how this process stands, when that has changed, and returns what it leaves to others now.</summary>
    public async ValueTask<Func<JobSubject, bool>> LookAsync(
        ServiceView view, DateTimeOffset now, TimeSpan? clockOffset, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            StandingRecord own = Own(now, clockOffset?.Duration() > tolerance);
            await StateAsync(own, cancellationToken).ConfigureAwait(false);
            if (own is { IsClockOff: false, FailsUntil: null, Failing.Count: 0 })
            {
                return _ => false;
            }

            string[] others = [.. view.Processes.Keys.Where(one => one != process)];
            IReadOnlyList<Stored<StandingRecord>?> stated =
                others.Length == 0 ? [] : await standings.GetAsync(others, cancellationToken).ConfigureAwait(false);
            Dictionary<string, Stored<StandingRecord>?> byProcess =
                others.Zip(stated).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
            return subject => own.StandsBackFrom(subject, now)
                && view.AlikeIn(subject)
                    .Any(other => byProcess.TryGetValue(other, out Stored<StandingRecord>? said) && IsReady(said, subject));
        }
        finally
        {
            _gate.Release();
        }

        // What another says and cannot be read may be that it stands back: nobody waits for it.
        bool IsReady(Stored<StandingRecord>? said, JobSubject subject) => said is null || said.Value?.StandsBackFrom(subject, now) == false;
    }

    public ValueTask<IReadOnlyList<Stored<StandingRecord>>> ListAsync(CancellationToken cancellationToken) =>
        standings.ListAsync(cancellationToken);

    /// <summary>Removes what processes stated that are gone.</summary>
    public async ValueTask RemoveAsync(IEnumerable<Stored<StandingRecord>> gone, CancellationToken cancellationToken)
    {
        foreach (Stored<StandingRecord> one in gone)
        {
            await standings.DeleteAsync(one, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes back what this process stated: it leaves.</summary>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_lock)
            {
                _failing.Clear();
            }

            if (_stored is { } stored)
            {
                _stored = null;
                await standings.DeleteAsync(stored, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private StandingRecord Own(DateTimeOffset now, bool isClockOff)
    {
        lock (_lock)
        {
            foreach ((string, string, string) over in _failing.Where(one => one.Value <= now).Select(one => one.Key).ToArray())
            {
                _failing.Remove(over);
            }

            bool isMuch = _failing.Count > StandingRecord.MaxFailing;
            return new StandingRecord
            {
                Process = process,
                IsClockOff = isClockOff,
                FailsUntil = isMuch ? _failing.Values.Max() : null,
                Failing = isMuch
                    ? []
                    : [.. _failing.Select(one => new FailingSubject(one.Key.Job, one.Key.Kind, one.Key.Name, one.Value))],
            };
        }
    }

    /// <summary>A process that never stood back states nothing.</summary>
    private async ValueTask StateAsync(StandingRecord own, CancellationToken cancellationToken)
    {
        bool isKnown = _stored?.Value is { } last
            ? last.IsClockOff == own.IsClockOff && last.FailsUntil == own.FailsUntil && last.Failing.SequenceEqual(own.Failing)
            : own is { IsClockOff: false, FailsUntil: null, Failing.Count: 0 };
        if (isKnown)
        {
            return;
        }

        DocumentWrite write = standings.Write(process, _stored, own);
        if (await standings.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
        {
            // Somebody removed it as one of a process that was gone, or a call of ours had its effect after all.
            _stored = (await standings.GetAsync([process], cancellationToken).ConfigureAwait(false))[0];
            write = standings.Write(process, _stored, own);
            if (await standings.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
            {
                throw new StoreException(
                    $"Document '{write.Id}' belongs to this process alone, and another changes it.",
                    isTransient: true);
            }
        }

        _stored = DocumentSet<StandingRecord>.Of(write, own);
    }
}
