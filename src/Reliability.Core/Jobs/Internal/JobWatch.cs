using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>What this process declares, and when it was last done by whom. Safe for concurrent use.</summary>
internal sealed class JobWatch(TimeProvider timeProvider)
{
    /// <summary>A job is late when it was not done for so many of its intervals.</summary>
    private const int LateAfter = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Service, string Job, string Item), DeclaredJob> _declared = [];

    public IReadOnlyList<DeclaredJob> Declared
    {
        get
        {
            lock (_lock)
            {
                return [.. _declared.Values];
            }
        }
    }

    public void Declare(JobSubject subject, string job, TimeSpan interval)
    {
        lock (_lock)
        {
            (string, string, string) key = (subject.Service, job, subject.Name);
            _declared[key] = _declared.TryGetValue(key, out DeclaredJob? known) && known.Interval == interval && known.Subject == subject
                ? known
                : new DeclaredJob(subject, job, interval, timeProvider.GetTimestamp());
        }
    }

    /// <summary>Forgets the items of a job that are no longer to be done.</summary>
    public void RetainOnly(string service, string job, IReadOnlyCollection<string> items)
    {
        HashSet<string> kept = new(items, StringComparer.Ordinal);
        lock (_lock)
        {
            foreach ((string, string, string) gone in _declared.Keys.Where(key =>
                key.Service == service && key.Job == job && !kept.Contains(key.Item))
                .ToArray())
            {
                _declared.Remove(gone);
            }
        }
    }

    /// <summary>How often a job is to be done; null when it is not declared.</summary>
    public TimeSpan? IntervalOf(JobSubject subject, string job)
    {
        lock (_lock)
        {
            return _declared.GetValueOrDefault((subject.Service, job, subject.Name))?.Interval;
        }
    }

    /// <summary>How often the most frequent job of a subject is to be done; null when none is declared.</summary>
    public TimeSpan? ShortestIntervalOf(JobSubject subject)
    {
        lock (_lock)
        {
            return _declared.Values
                .Where(one => one.Subject.Name == subject.Name
                    && one.Subject.Kind == subject.Kind
                    && one.Subject.Service == subject.Service)
                .Select(one => (TimeSpan?)one.Interval)
                .Min();
        }
    }

    /// <summary>Notes how this process fared, which others learn from the store alone.</summary>
    public void Note(string job, IReadOnlyList<JobOutcome> outcomes)
    {
        long now = timeProvider.GetTimestamp();
        lock (_lock)
        {
            foreach (JobOutcome outcome in outcomes)
            {
                if (_declared.TryGetValue((outcome.Subject.Service, job, outcome.Subject.Name), out DeclaredJob? declared))
                {
                    declared.OwnFault = outcome.Fault is { } fault ? (fault.Message, now) : null;
                }
            }
        }
    }

    /// <summary>Notes that the store could not be asked about a service.</summary>
    public void Miss(string service, string fault)
    {
        lock (_lock)
        {
            foreach (DeclaredJob job in _declared.Values.Where(one => one.Subject.Service == service))
            {
                job.Missed = fault;
            }
        }
    }

    /// <summary>Brings what processes say about a service's jobs up to date.</summary>
    public void See(string service, LeaseSnapshot snapshot, IReadOnlyList<RoundRecord> rounds)
    {
        long now = timeProvider.GetTimestamp();
        Dictionary<(string Job, string Item), (DateTimeOffset At, string By)> done = [];
        Dictionary<(string Job, string Item), (DateTimeOffset At, string Fault)> faults = [];
        foreach (RoundRecord round in rounds)
        {
            foreach (RoundItem item in round.Items)
            {
                (string, string) key = (round.Job, item.Name);
                if ((item.DoneAt ?? (item.Fault is null ? round.At : null)) is { } at
                    && !(done.TryGetValue(key, out (DateTimeOffset At, string By) known) && known.At >= at))
                {
                    done[key] = (at, round.Process);
                }

                DateTimeOffset faultAt = item.FaultAt ?? round.At;
                if (item.Fault is { } fault
                    && !(faults.TryGetValue(key, out (DateTimeOffset At, string Fault) other) && other.At >= faultAt))
                {
                    faults[key] = (faultAt, fault);
                }
            }
        }

        var holders = snapshot.Leases.ToDictionary(lease => lease.Request.Id, lease => lease.Request.Owner);
        lock (_lock)
        {
            foreach (DeclaredJob job in _declared.Values.Where(one => one.Subject.Service == service))
            {
                (string, string) key = (job.Job, job.Subject.Name);
                job.Missed = null;
                job.Holder = holders.GetValueOrDefault(Owned.Lease(service, job.Subject.Kind, job.Subject.Name));
                job.Fault = faults.TryGetValue(key, out (DateTimeOffset At, string Fault) fault)
                    && !(done.TryGetValue(key, out (DateTimeOffset At, string By) after) && after.At >= fault.At)
                    ? fault.Fault
                    : null;
                if (done.TryGetValue(key, out (DateTimeOffset At, string By) last))
                {
                    (job.DoneAt, job.DoneBy) = (last.At, last.By);
                    TimeSpan since = snapshot.At - last.At;
                    long at = now - (long)(Math.Max(0, since.TotalSeconds) * timeProvider.TimestampFrequency);
                    job.CountsFrom = Math.Max(job.CountsFrom, at);
                }
            }
        }
    }

    /// <summary>Everything that is declared as far as it is known, the latest first; no store is asked.</summary>
    public IReadOnlyList<JobStatus> Status()
    {
        lock (_lock)
        {
            return
            [
                .. _declared.Values.Select(StatusOf)
                    .OrderByDescending(one => one.Lateness / one.Interval)
                    .ThenBy(one => one.Service, StringComparer.Ordinal).ThenBy(one => one.Job, StringComparer.Ordinal).ThenBy(
                        one => one.Item,
                        StringComparer.Ordinal),
            ];
        }
    }

    private JobStatus StatusOf(DeclaredJob job)
    {
        TimeSpan lateness = timeProvider.GetElapsedTime(job.CountsFrom);
        return new JobStatus
        {
            Service = job.Subject.Service,
            Job = job.Job,
            Item = job.Subject.Name,
            State = lateness > job.Interval * LateAfter ? JobState.Late : job.DoneAt is null ? JobState.Unknown : JobState.OnTime,
            Interval = job.Interval,
            Lateness = lateness,
            LastDoneAt = job.DoneAt,
            LastDoneBy = job.DoneBy,
            Holder = job.Holder,
            Fault = job.Missed ?? job.Fault ?? (job.OwnFault is { } own && own.At > job.CountsFrom ? own.Fault : null),
        };
    }
}
