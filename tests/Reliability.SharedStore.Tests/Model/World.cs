using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.SharedStore.Tests.Model;

/// <summary>Services and their processes over one store, step by step, and what must be true of them: a naive oracle.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A step is half an interval: the time between two heartbeats.</summary>
    private const int StepsOfThreeIntervals = 6;

    /// <summary>So long after its death a process may still count as alive.</summary>
    private const int StepsOfALease = 3;

    private static readonly string[] Services = ["shop", "search"];
    private static readonly string[] Objectives = ["first", "second"];

    private readonly List<ModelProcess> _processes = [];
    private readonly HashSet<(string, string)> _bad = [];
    private readonly Dictionary<(string, string), FencingToken> _holders = [];
    private readonly Dictionary<(string, string), int> _judged = [];
    private readonly Dictionary<(string, string), int> _failed = [];
    private readonly Dictionary<(string, string), int> _changed = [];
    private readonly List<SharedStore> _places = [];
    private readonly string _kind;
    private ILeaseStore _leases;
    private int _step;
    private int _count;

    private World(string kind, SharedStore place, IReliabilityStore store)
    {
        (_kind, Store) = (kind, store);
        _places.Add(place);
        _leases = new ModelLeases(store.Leases, Time);
        Leases = Forwarding.To<ILeaseStore>(() => _leases);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public IReliabilityStore Store { get; }

    public ILeaseStore Leases { get; }

    public RecordingNotifier Told { get; } = new();

    /// <summary>How often an objective had to be judged within the last three intervals, and was.</summary>
    public int Checks { get; private set; }

    public static async Task<World> OnAsync(string kind)
    {
        SharedStore place = await SharedStore.NewAsync(kind);
        return new World(kind, place, await place.OpenAsync());
    }

    public bool IsBad(string service, string slo) => _bad.Contains((service, slo));

    /// <summary>The greatest token that anybody was given for an objective.</summary>
    public FencingToken NewestHolder(string service, string slo) => _holders.GetValueOrDefault((service, slo));

    /// <returns>Whether this is another holder than the last.</returns>
    public bool Claimed(string service, JobClaim claim)
    {
        bool isNew = claim.Token > NewestHolder(service, claim.Subject.Name);
        if (isNew)
        {
            _holders[(service, claim.Subject.Name)] = claim.Token;
        }

        return isNew;
    }

    public void Judged(string service, string slo) => _judged[(service, slo)] = _step;

    /// <summary>The step in which an objective was last judged; null for never.</summary>
    public int? LastJudged(string service, string slo) => _judged.TryGetValue((service, slo), out int step) ? step : null;

    public async Task DoAsync(Deed deed)
    {
        ModelProcess[] present = [.. _processes.Where(one => !one.IsGone)];
        ModelProcess? chosen = present.Length == 0 ? null : present[deed.Which % present.Length];
        switch (deed.Kind)
        {
            case DeedKind.Start when present.Length < 6 && deed.First + deed.Second > 0:
                Dictionary<string, int> definitions = [];
                if (deed.First > 0)
                {
                    definitions[Objectives[0]] = deed.First;
                }

                if (deed.Second > 0)
                {
                    definitions[Objectives[1]] = deed.Second;
                }

                Start(Services[deed.Service], definitions, TimeSpan.FromHours(deed.SkewHours));
                break;
            case DeedKind.Stop when chosen is not null:
                Change(chosen);
                await chosen.StopAsync();
                break;
            case DeedKind.Kill when chosen is not null:
                Change(chosen);
                chosen.Kill();
                break;
            case DeedKind.Suspend or DeedKind.SuspendInRound when chosen is { IsRunning: true }:
                Change(chosen);
                await chosen.SuspendAsync(deed.Kind == DeedKind.SuspendInRound);
                foreach (string slo in chosen.TakenInRound)
                {
                    _failed[(chosen.Service, slo)] = _step;
                }

                break;
            case DeedKind.Resume when present.FirstOrDefault(one => !one.IsRunning) is { } suspended:
                await ResumeAsync(suspended);
                break;
            case DeedKind.Turn:
                (string, string) turned = (Services[deed.Service], Objectives[deed.Which % Objectives.Length]);
                if (!_bad.Remove(turned))
                {
                    _bad.Add(turned);
                }

                break;
            case DeedKind.LoseLeases:
                SharedStore empty = await SharedStore.NewAsync(_kind);
                _places.Add(empty);
                _leases = new ModelLeases((await empty.OpenAsync()).Leases, Time);
                break;
        }

        await StepAsync();
    }

    /// <summary>
    /// All is quiet from here on: one process of each service and another that was suspended go on, and nobody else. Then every alert is
    /// told exactly once.
    /// </summary>
    public async Task EndAsync()
    {
        foreach (ModelProcess suspended in _processes.Where(one => one is { IsGone: false, IsRunning: false }).ToArray())
        {
            await ResumeAsync(suspended);
        }

        foreach (ModelProcess former in _processes.Where(one => !one.IsGone).ToArray())
        {
            Change(former);
            await former.StopAsync();
        }

        foreach (string service in Services)
        {
            Start(service, Objectives.ToDictionary(slo => slo, _ => 1), TimeSpan.FromDays(10));
            Start(service, Objectives.ToDictionary(slo => slo, _ => 1), TimeSpan.FromDays(-10));
        }

        _bad.Clear();
        await StepsAsync(StepsOfThreeIntervals * 2);
        await ShouldHaveToldEverythingAsync();
        Told.Told.Clear();
        foreach (string service in Services)
        {
            _bad.UnionWith(Objectives.Select(slo => (service, slo)));
        }

        await StepsAsync(StepsOfThreeIntervals);
        ShouldHaveToldOnce(AlertTransitionKind.Fired);
        _bad.Clear();
        await StepsAsync(StepsOfThreeIntervals);
        ShouldHaveToldOnce(AlertTransitionKind.Resolved);
        if (Told.Told.Count != 2 * Services.Length * Objectives.Length)
        {
            throw new InvalidOperationException($"In quiet times {Told.Told.Count} notifications were told.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(one => one.Dispose());
        foreach (SharedStore place in _places)
        {
            await place.DisposeAsync();
        }
    }

    private void Start(string service, IReadOnlyDictionary<string, int> definitions, TimeSpan skew)
    {
        var started = new ModelProcess(this, ++_count, service, definitions, skew) { RunsSince = _step };
        Change(started);
        _processes.Add(started);
    }

    private async Task ResumeAsync(ModelProcess suspended)
    {
        Change(suspended);
        suspended.RunsSince = _step;
        await suspended.ResumeAsync();
    }

    private void Change(ModelProcess process)
    {
        foreach (string slo in process.Definitions.Keys)
        {
            _changed[(process.Service, slo)] = _step;
        }
    }

    private async Task StepsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await StepAsync();
        }
    }

    /// <summary>Half an interval passes; who runs says that it lives, and every second step is its round.</summary>
    private async Task StepAsync()
    {
        _step++;
        foreach (ModelProcess running in _processes.Where(one => one.IsRunning))
        {
            running.RanLast = _step;
        }

        Time.Advance(Interval / 2);
        _processes.ForEach(one => one.Clock.Advance(Interval / 2));
        foreach (ModelProcess process in _processes)
        {
            await process.BeatAsync();
        }

        for (int i = 0; i < _processes.Count; i++)
        {
            if ((i + _step) % 2 == 0)
            {
                await _processes[i].RoundAsync();
            }
        }

        foreach (string service in Services)
        {
            foreach (string slo in Objectives)
            {
                ShouldBeJudged(service, slo);
            }
        }
    }

    private void ShouldBeJudged(string service, string slo)
    {
        (string, string) key = (service, slo);
        ModelProcess[] running = [.. _processes.Where(one => one.IsRunning && one.Service == service && one.Definitions.ContainsKey(slo))];
        // The definition that answers is clear when there was one alone, or when nobody came or went; a process that ended counts a lease
        // longer.
        int since = _step - StepsOfThreeIntervals;
        int before = since - StepsOfALease;
        bool isClear = IsOneDefinition(service, slo, before) || _changed.GetValueOrDefault(key, int.MinValue) < before;
        if (!isClear || !running.Any(one => one.RunsSince <= since))
        {
            return;
        }

        // The work was handed over in time to a process that failed in its first round of it: its successor has three intervals from then.
        Checks++;
        int last = Math.Max(_judged.GetValueOrDefault(key, int.MinValue), _failed.GetValueOrDefault(key, int.MinValue));
        if (last < since)
        {
            throw new InvalidOperationException(
                $"Step {_step}: '{slo}' of '{service}' was not judged for three intervals, though these live: "
                    + $"{string.Join("; ", running.Select(one => one.ToString()))}.");
        }
    }

    /// <summary>Whether all that ran since a step define an objective alike.</summary>
    private bool IsOneDefinition(string service, string slo, int since) =>
        _processes.Where(one => one.RanLast >= since && one.Service == service && one.Definitions.ContainsKey(slo))
            .Select(one => one.Definitions[slo])
            .Distinct()
            .Count() <= 1;

    private async Task ShouldHaveToldEverythingAsync()
    {
        HashSet<(string, AlertTransitionKind)> told = [.. Told.Told.Select(one => (one.AlertId, one.Kind))];
        foreach (string service in Services)
        {
            var query = new EventQuery(new StreamId(service, "alerts"));
            await foreach (StoredEvent one in Store.Events.ReadAsync(query, CancellationToken.None))
            {
                string id = System.Text.Json.JsonDocument.Parse(one.Json).RootElement.GetProperty("alertId").GetString()!;
                AlertTransitionKind kind = one.Type switch
                {
                    "alert.fired" => AlertTransitionKind.Fired,
                    "alert.resolved" => AlertTransitionKind.Resolved,
                    _ => throw new InvalidOperationException($"The oracle does not know what '{one.Type}' is."),
                };
                if (!told.Contains((id, kind)))
                {
                    throw new InvalidOperationException($"Nobody was told that alert {id} of '{service}' {kind}.");
                }
            }
        }
    }

    private void ShouldHaveToldOnce(AlertTransitionKind kind)
    {
        foreach (string service in Services)
        {
            foreach (string slo in Objectives)
            {
                int count = Told.Told.Count(one => one.Kind == kind && one.Service == service && one.Slo == slo);
                if (count != 1)
                {
                    throw new InvalidOperationException($"In quiet times it was told {count} times that '{slo}' of '{service}' {kind}.");
                }
            }
        }
    }
}
