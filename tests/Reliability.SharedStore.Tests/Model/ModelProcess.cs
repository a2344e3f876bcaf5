using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Slos;

namespace Reliability.SharedStore.Tests.Model;

/// <summary>A process of a service, with a clock of its own, that beats and judges when it is its turn.</summary>
internal sealed class ModelProcess : IDisposable
{
    private readonly JobCoordinator _jobs;
    private readonly AlertEvaluator _evaluator;
    private readonly ModelBudgets _budgets;
    private readonly Func<JobClaim, bool> _claimed;
    private readonly Action<string> _judged;
    private readonly List<string> _taken = [];
    private Task _round = Task.CompletedTask;

    public ModelProcess(World world, int number, string service, IReadOnlyDictionary<string, int> definitions, TimeSpan skew)
    {
        (Service, Definitions, Name) = (service, definitions, $"{service}-{number}");
        Clock = new FakeTimeProvider(world.Time.GetUtcNow() + skew);
        SloDefinition[] objectives =
        [
            .. definitions.Select(one =>
                SloDefinition.Availability(one.Key, 99m + (one.Value * 0.1m)) with { Service = service, Alerts = [Declared.Rule] }),
        ];
        _claimed = claim => world.Claimed(service, claim);
        _judged = slo => world.Judged(service, slo);
        var documents = new WatchedDocuments(world.Store.Documents, service, slo => world.NewestHolder(service, slo));
        _budgets = new ModelBudgets(Clock, objectives, slo => world.IsBad(service, slo));
        _jobs = new JobCoordinator(
            documents,
            world.Leases,
            new JobCoordinatorOptions { ProcessId = Name, HeartbeatInterval = World.Interval },
            Clock);
        _evaluator = new AlertEvaluator(
            _budgets,
            documents,
            world.Store.Events,
            [world.Told],
            new AlertBehavior { ResolveAfter = TimeSpan.Zero },
            Clock,
            policies: null,
            _jobs);
        foreach (JobSubject subject in _evaluator.Watched)
        {
            _jobs.Declare(subject, "alerts", World.Interval);
        }
    }

    public string Name { get; }

    public string Service { get; }

    /// <summary>By objective, which of its definitions the process has.</summary>
    public IReadOnlyDictionary<string, int> Definitions { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Whether it runs; one that is suspended does not.</summary>
    public bool IsRunning { get; private set; } = true;

    public bool IsGone { get; private set; }

    /// <summary>What it took over in the round in which it stands still: nothing was judged since.</summary>
    public IReadOnlyList<string> TakenInRound => _round.IsCompleted ? [] : _taken;

    /// <summary>Since which step it runs without a break.</summary>
    public int RunsSince { get; set; }

    /// <summary>The last step in which it ran.</summary>
    public int RanLast { get; set; }

    public async Task BeatAsync()
    {
        if (IsRunning && _round.IsCompleted)
        {
            await _jobs.BeatAsync();
        }
    }

    public async Task RoundAsync()
    {
        if (IsRunning && _round.IsCompleted)
        {
            _round = RunAsync();
            await Task.WhenAny(_round, _budgets.Held);
            if (!_budgets.IsHolding)
            {
                await _round;
            }
        }
    }

    /// <summary>
    /// Suspends it, now or, when asked to, as soon as it has looked at an objective and before it stores what it made of it.
    /// </summary>
    public async Task SuspendAsync(bool inRound)
    {
        if (inRound)
        {
            _budgets.Close();
            await RoundAsync();
        }

        IsRunning = false;
    }

    public async Task ResumeAsync()
    {
        IsRunning = true;
        _budgets.Open();
        await _round;
    }

    public async Task StopAsync()
    {
        if (!IsRunning)
        {
            await ResumeAsync();
        }

        (IsRunning, IsGone) = (false, true);
        await _jobs.LeaveAsync();
    }

    public void Kill() => (IsRunning, IsGone) = (false, true);

    public void Dispose() => _jobs.Dispose();

    public override string ToString() => $"{Name} {{{string.Join(", ", Definitions.Select(one => $"{one.Key}={one.Value}"))}}}";

    private async Task RunAsync()
    {
        ClaimedJobs claims = await _jobs.ClaimAsync(_evaluator.Watched);
        if (claims.Count == 0)
        {
            return;
        }

        _taken.Clear();
        foreach (JobClaim claim in claims)
        {
            if (_claimed(claim))
            {
                _taken.Add(claim.Subject.Name);
            }
        }

        AlertRound round = await _evaluator.RunAsync(claims);
        foreach (JobOutcome outcome in round.Outcomes.Where(one => one.Fault is null))
        {
            _judged(outcome.Subject.Name);
        }

        await _jobs.RecordAsync("alerts", round.Outcomes);
    }
}
