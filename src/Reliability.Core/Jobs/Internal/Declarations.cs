using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// What this process declares in each service: definitions of subjects, and how long series are kept. Safe for concurrent use.
/// </summary>
internal sealed class Declarations
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Service, string Kind, string Name), JobSubject> _subjects = [];
    private readonly Dictionary<(string Service, string Kind, string Name), SortedSet<string>> _jobs = [];

    /// <summary>Kinds of subjects without a definition. They stay: that the last subject of a kind is gone does not end the work.</summary>
    private readonly HashSet<(string Service, string Kind)> _kinds = [];
    private readonly Dictionary<string, SeriesRetention> _retentions = new(StringComparer.Ordinal);

    /// <summary>The services in which this process declares anything.</summary>
    public IReadOnlyList<string> Services
    {
        get
        {
            lock (_lock)
            {
                return [.. _subjects.Values.Select(one => one.Service).Concat(_retentions.Keys).Distinct(StringComparer.Ordinal)];
            }
        }
    }

    public IReadOnlyList<JobSubject> Subjects
    {
        get
        {
            lock (_lock)
            {
                return [.. _subjects.Values];
            }
        }
    }

    /// <returns>Whether other processes must learn of it.</returns>
    public bool Add(JobSubject subject, string job)
    {
        lock (_lock)
        {
            (string, string, string) key = (subject.Service, subject.Kind, subject.Name);
            _subjects.TryGetValue(key, out JobSubject? known);
            _subjects[key] = subject;
            if (!_jobs.TryGetValue(key, out SortedSet<string>? jobs))
            {
                _jobs.Add(key, jobs = new SortedSet<string>(StringComparer.Ordinal));
            }

            bool isNewJob = jobs.Add(job);
            bool isNewKind = subject.Definition is null && _kinds.Add((subject.Service, subject.Kind));
            return isNewKind
                || ((isNewJob || known != subject) && (subject.Definition is not null || known?.Definition is not null));
        }
    }

    /// <summary>How long this process keeps the series of a service; null if it does not say.</summary>
    public SeriesRetention? RetentionOf(string service)
    {
        lock (_lock)
        {
            return _retentions.GetValueOrDefault(service);
        }
    }

    /// <summary>Forgets the items of a job that are no longer to be done.</summary>
    /// <returns>The subjects that have no job left.</returns>
    public IReadOnlyList<JobSubject> RetainOnly(string service, string job, IReadOnlyCollection<string> items, out bool mustAnnounce)
    {
        HashSet<string> kept = new(items, StringComparer.Ordinal);
        List<JobSubject> gone = [];
        mustAnnounce = false;
        lock (_lock)
        {
            foreach (((string, string, string) key, JobSubject subject) in _subjects
                .Where(one => one.Key.Service == service && !kept.Contains(one.Key.Name))
                .ToArray())
            {
                SortedSet<string> jobs = _jobs[key];
                bool isChanged = jobs.Remove(job);
                mustAnnounce |= isChanged && subject.Definition is not null;
                if (isChanged && jobs.Count == 0)
                {
                    _subjects.Remove(key);
                    _jobs.Remove(key);
                    gone.Add(subject);
                }
            }
        }

        return gone;
    }

    public void Add(string service, SeriesRetention retention)
    {
        lock (_lock)
        {
            _retentions[service] = retention;
        }
    }

    public bool Contains(string service)
    {
        lock (_lock)
        {
            return _retentions.ContainsKey(service) || _subjects.Keys.Any(one => one.Service == service);
        }
    }

    /// <summary>Writes what is declared in a service now into this process's presence there.</summary>
    public void WriteTo(ServicePresence presence)
    {
        lock (_lock)
        {
            DeclaredDefinition[] definitions =
            [
                .. _subjects.Values.Where(one => one.Service == presence.Service && one.Definition is not null)
                    .OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal)
                    .Select(one => new DeclaredDefinition(
                        one.Kind, one.Name, one.Definition!, [.. _jobs[(one.Service, one.Kind, one.Name)]])),
            ];
            string[] kinds =
            [
                .. _kinds.Where(one => one.Service == presence.Service).Select(one => one.Kind).Order(StringComparer.Ordinal),
            ];
            presence.Declare(definitions, kinds, _retentions.GetValueOrDefault(presence.Service));
        }
    }
}
