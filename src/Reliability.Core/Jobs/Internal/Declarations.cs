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

            return (jobs.Add(job) || known != subject) && (subject.Definition is not null || known?.Definition is not null);
        }
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
            presence.Declare(definitions, _retentions.GetValueOrDefault(presence.Service));
        }
    }
}
