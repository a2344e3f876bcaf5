using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>A service at one moment: which processes are alive, what they declare, and who holds what.</summary>
internal sealed class ServiceView
{
    private readonly Dictionary<LeaseId, Lease> _leases;
    private readonly Dictionary<(string Kind, string Name), List<(string Process, string Definition)>> _voters = [];

    public ServiceView(LeaseSnapshot snapshot, long epoch, IReadOnlyDictionary<string, IReadOnlyList<ProcessRecord>> processes)
    {
        Unknown = snapshot.Leases.Where(ServicePresence.IsPresence).Select(one => one.Request.Owner)
            .FirstOrDefault(process => !processes.ContainsKey(process));
        At = snapshot.At;
        Epoch = epoch;
        Processes = processes;
        _leases = snapshot.Leases.ToDictionary(lease => lease.Request.Id);
        foreach ((string process, IReadOnlyList<ProcessRecord> parts) in processes)
        {
            foreach (DeclaredDefinition one in parts.SelectMany(part => part.Definitions))
            {
                if (!_voters.TryGetValue((one.Kind, one.Name), out List<(string Process, string Definition)>? voters))
                {
                    _voters.Add((one.Kind, one.Name), voters = []);
                }

                voters.Add((process, one.Text));
            }
        }
    }

    /// <summary>The moment, by the clock of the store.</summary>
    public DateTimeOffset At { get; }

    public long Epoch { get; }

    /// <summary>What the live processes declare.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ProcessRecord>> Processes { get; }

    /// <summary>A live process whose declarations are not written yet or cannot be read; null if there is none.</summary>
    public string? Unknown { get; }

    public string? HolderOf(LeaseId id) => _leases.GetValueOrDefault(id)?.Request.Owner;

    /// <summary>The longest retention of each tier that the live processes declare; null if none does.</summary>
    /// <exception cref="StoreException">What a live process declares is not known: it may be longer.</exception>
    public SeriesRetention? MaxRetention()
    {
        if (Unknown is { } unknown)
        {
            throw new StoreException(
                $"What the live process '{unknown}' declares is not known, so its retention is not known either.",
                isTransient: true);
        }

        return Processes.Values
            .Select(parts => parts[0].Kept?.Read())
            .Aggregate((SeriesRetention?)null, (longest, kept) =>
                longest is null || kept is null ? longest ?? kept : SeriesRetention.Max(longest, kept));
    }

    /// <summary>
    /// The live processes that would do the jobs of a subject as this one does: they define it alike or, when it has no definition, do
    /// subjects of its kind.
    /// </summary>
    public IEnumerable<string> AlikeIn(JobSubject subject) => subject.Definition is { } definition
        ? (_voters.GetValueOrDefault((subject.Kind, subject.Name)) ?? [])
            .Where(one => one.Definition == definition)
            .Select(one => one.Process)
        : Processes.Where(one => one.Value[0].Kinds?.Contains(subject.Kind, StringComparer.Ordinal) == true).Select(one => one.Key);

    /// <summary>
    /// The names of the things of a kind for which a job is done: the definition that answers declares it. One that only another
    /// definition declares is done by nobody.
    /// </summary>
    public IReadOnlySet<string> DoneBy(string job, string service, string kind)
    {
        Dictionary<string, string> answers = _voters.Where(one => one.Key.Kind == kind).ToDictionary(
            one => one.Key.Name,
            one => DefinitionVote.Decide(one.Value, HolderOf(Owned.Lease(service, kind, one.Key.Name))).Answers,
            StringComparer.Ordinal);
        return Processes.Values.SelectMany(parts => parts)
            .SelectMany(part => part.Definitions)
            .Where(one => one.Kind == kind && one.Jobs?.Contains(job, StringComparer.Ordinal) == true && one.Text == answers[one.Name])
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether the definition that a subject has here is the one that answers; and the conflict, when there is more than one.
    /// </summary>
    public bool Answers(JobSubject subject, LeaseId lease, out DefinitionConflict? conflict)
    {
        conflict = null;
        if (subject.Definition is null
            || !_voters.TryGetValue((subject.Kind, subject.Name), out List<(string Process, string Definition)>? voters))
        {
            return true;
        }

        (string answers, string explanation) = DefinitionVote.Decide(voters, HolderOf(lease));
        bool isOurs = answers == subject.Definition;
        if (voters.Exists(one => one.Definition != answers) || !isOurs)
        {
            conflict = new DefinitionConflict
            {
                Service = subject.Service,
                Kind = subject.Kind,
                Item = subject.Name,
                Answers = answers,
                IsOurs = isOurs,
                Definitions = DefinitionVote.Holders(voters, answers),
                Explanation = explanation,
            };
        }

        return isOurs;
    }
}
