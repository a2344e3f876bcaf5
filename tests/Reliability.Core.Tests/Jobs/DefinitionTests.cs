using Reliability.Jobs;
using Reliability.Jobs.Internal;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

public sealed class DefinitionTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task A_canary_with_another_definition_answers_for_nothing_and_is_seen_by_both_sides()
    {
        JobCoordinator[] fleet = [_fleet.Start(), _fleet.Start(), _fleet.Start()];
        foreach (JobCoordinator one in fleet)
        {
            await Holds(one, "99.9 %");
        }

        JobCoordinator canary = _fleet.Start(skew: TimeSpan.FromDays(10));
        (await Holds(canary, "99.5 %")).Should().BeFalse();
        (await Holds(fleet[0], "99.9 %")).Should().BeTrue();
        DefinitionConflict seen = fleet[0].Conflicts.Should().ContainSingle().Which;
        seen.Should().BeEquivalentTo(new { Service = "shop", Kind = "objective", Item = "checkout", Answers = "99.9 %", IsOurs = true });
        seen.Explanation.Should().Be("3 of 4 live processes define it like this, more than in any other way.");
        seen.Definitions.Select(one => one.Processes.Count).Should().Equal(3, 1);
        canary.Conflicts.Should().ContainSingle().Which.IsOurs.Should().BeFalse();

        await canary.LeaveAsync();
        (await Holds(fleet[0], "99.9 %")).Should().BeTrue();
        fleet[0].Conflicts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_deployment_takes_over_when_it_is_the_greater_part()
    {
        JobCoordinator[] old = [_fleet.Start(), _fleet.Start(), _fleet.Start()];
        foreach (JobCoordinator one in old)
        {
            await Holds(one, "99.9 %");
        }

        JobCoordinator[] young = [_fleet.Start(), _fleet.Start(), _fleet.Start()];
        (await Holds(young[0], "99.5 %")).Should().BeFalse();
        await old[2].LeaveAsync();
        (await Holds(young[1], "99.5 %")).Should().BeFalse("as many have the other, which has been doing the work");
        (await Holds(old[0], "99.9 %")).Should().BeTrue();
        await old[1].LeaveAsync();
        (await Holds(old[0], "99.9 %")).Should().BeFalse("it gives back what it held");
        (await Holds(young[2], "99.5 %")).Should().BeTrue();
    }

    [Fact]
    public async Task A_definition_without_a_live_process_answers_for_nothing()
    {
        JobCoordinator[] dead = [_fleet.Start(), _fleet.Start()];
        await Holds(dead[0], "99.9 %");
        await Holds(dead[1], "99.9 %");
        JobCoordinator alive = _fleet.Start();
        (await Holds(alive, "99.5 %")).Should().BeFalse();
        await _fleet.PassAsync(Fleet.Interval * 2, alive);
        (await Holds(alive, "99.5 %")).Should().BeTrue();
        alive.Conflicts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_thousand_definitions_are_declared_and_seen()
    {
        JobCoordinator one = _fleet.Start();
        JobCoordinator other = _fleet.Start();
        JobSubject[] all = [.. Enumerable.Range(0, 5000).Select(i => Fleet.Objective($"objective-{i}", new string('d', 300)))];
        Array.ForEach(all, subject => one.Declare(subject, "alerts", Fleet.Interval));
        (await one.ClaimAsync(all)).Should().HaveCount(5000);
        (await other.GetDeclaredAsync("shop", "objective", "alerts")).Should().HaveCount(5000);
        await one.LeaveAsync();
        (await other.GetDeclaredAsync("shop", "objective", "alerts")).Should().BeEmpty();
        (await other.ClaimAsync(all)).Should().HaveCount(5000);
    }

    [Fact]
    public async Task The_longest_retention_of_live_processes_counts_and_what_the_dead_declared_is_removed()
    {
        JobCoordinator longer = _fleet.Start();
        JobCoordinator shorter = _fleet.Start();
        longer.DeclareRetention("shop", new(TimeSpan.FromDays(8), TimeSpan.FromDays(400)));
        shorter.DeclareRetention("shop", new(TimeSpan.FromHours(2), TimeSpan.FromDays(900)));
        await longer.BeatAsync();
        await shorter.BeatAsync();
        SeriesRetention? retention = await shorter.DecideRetentionAsync("shop", inForce: null, Fleet.Interval);
        (retention!.Minutes, retention.Hours).Should().Be((TimeSpan.FromDays(8), TimeSpan.FromDays(900)));

        await _fleet.PassAsync(Fleet.Interval * 2, shorter);
        (await shorter.DecideRetentionAsync("shop", inForce: null, Fleet.Interval))!.Minutes.Should().Be(TimeSpan.FromHours(2));
        await shorter.RemoveDeadProcessesAsync("shop");
        (await _fleet.Store.Documents.ListAsync(new(new("shop", "processes")), default)).Documents.Should().ContainSingle();
    }

    [Fact]
    public void Votes_are_decided_by_number_then_by_who_works_then_by_name()
    {
        DefinitionVote.Decide([("a", "x"), ("b", "y"), ("c", "y")], "a").Answers.Should().Be("y");
        DefinitionVote.Decide([("a", "y"), ("b", "x")], "a").Answers.Should().Be("y");
        DefinitionVote.Decide([("a", "y"), ("b", "x")], "gone").Answers.Should().Be("x");
        DefinitionVote.Decide([("a", "y")], null).Should().Be(("y", "All 1 processes define it like this."));
    }

    private static async Task<bool> Holds(JobCoordinator jobs, string definition)
    {
        JobSubject subject = Fleet.Objective("checkout", definition);
        jobs.Declare(subject, "alerts", Fleet.Interval);
        return (await jobs.ClaimAsync([subject])).Count == 1;
    }
}
