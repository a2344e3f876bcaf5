using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>The objectives that are evaluated, which have alert rules or policies, by the subject of their job.</summary>
internal sealed class WatchedObjectives
{
    private readonly IReadOnlyList<SloDefinition> _objectives;
    private readonly Dictionary<(string Service, string Name), SloDefinition> _byName;
    private readonly ILookup<string, BudgetPolicy> _policies;

    public WatchedObjectives(
        IReadOnlyList<SloDefinition> objectives,
        IReadOnlyList<BudgetPolicy> policies,
        AlertBehavior behavior,
        IReadOnlyList<string> notifiers)
    {
        _objectives = objectives;
        _byName = objectives.ToDictionary(slo => (slo.Service, slo.Name));
        _policies = policies.ToLookup(policy => policy.Slo, StringComparer.Ordinal);
        HashSet<string> names = new(objectives.Select(slo => slo.Name), StringComparer.Ordinal);
        if (policies.FirstOrDefault(policy => !names.Contains(policy.Slo)) is { } lost)
        {
            throw new ArgumentException(
                $"Policy '{lost.Name}' names the objective '{lost.Slo}', which does not exist. Declared are: "
                + $"{Names.Nearest(lost.Slo, names)}.",
                nameof(policies));
        }

        if (policies.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } same)
        {
            throw new ArgumentException($"Two policies are named '{same.Key}'; names must be unique.", nameof(policies));
        }

        Subjects =
        [
            .. objectives.Select(slo => new JobSubject
            {
                Service = slo.Service,
                Kind = AlertEvaluator.SubjectKind,
                Name = slo.Name,
                Definition = AlertText.Definition(slo, [.. PoliciesOf(slo)], behavior, notifiers),
            }),
        ];
        Watched = [.. Subjects.Where(subject => IsWatched(Get(subject)))];
    }

    /// <summary>Gets all objectives as this process defines them.</summary>
    public IReadOnlyList<JobSubject> Subjects { get; }

    /// <summary>Gets the objectives that have alert rules or policies.</summary>
    public IReadOnlyList<JobSubject> Watched { get; }

    public IEnumerable<SloDefinition> All => _objectives.Where(IsWatched);

    public IEnumerable<BudgetPolicy> PoliciesOf(SloDefinition slo) => _policies[slo.Name];

    public SloDefinition Get(JobSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return _byName.TryGetValue((subject.Service, subject.Name), out SloDefinition? slo)
            ? slo
            : throw new KeyNotFoundException(
                $"No objective is named '{subject.Name}' in service '{subject.Service}'. Declared are: "
                + $"{Names.Nearest(subject.Name, _objectives.Select(one => one.Name))}.");
    }

    private bool IsWatched(SloDefinition slo) => slo.Alerts.Count > 0 || _policies.Contains(slo.Name);
}
