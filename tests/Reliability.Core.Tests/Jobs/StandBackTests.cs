using Reliability.Common;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Jobs;

/// <summary>What a process leaves to others, for how long, and what it gives back.</summary>
public sealed class StandBackTests : IDisposable
{
    private static readonly JobSubject Checkout = Fleet.Objective("checkout");
    private static readonly JobSubject Experiment = new() { Service = "shop", Kind = "experiment", Name = "button" };
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_subject_that_fails_everywhere_moves_once_an_interval_on_average_and_everybody_tries_again(bool isDefined)
    {
        JobSubject subject = isDefined ? Checkout : Experiment;
        JobCoordinator[] all = [Start(subject), Start(subject)];
        foreach (JobCoordinator jobs in all)
        {
            await jobs.BeatAsync();
        }

        const int StepsOfAnInterval = 4;
        List<(int Step, string Holder)> moves = [];
        const int Intervals = 12;
        for (int step = 0; step < Intervals * StepsOfAnInterval; step++)
        {
            // Each has its own round once an interval, and otherwise tries to take over what the other had.
            for (int i = 0; i < all.Length; i++)
            {
                bool isOwnRound = step % StepsOfAnInterval == i;
                bool holds = moves.Count > 0 && moves[^1].Holder == all[i].Options.ProcessId;
                if ((isOwnRound || !holds) && await TryAsync(all[i], subject, fails: true) && !holds)
                {
                    moves.Add((step, all[i].Options.ProcessId));
                }
            }

            _fleet.Pass(Fleet.Interval / StepsOfAnInterval);
            foreach (JobCoordinator jobs in all)
            {
                await jobs.BeatAsync();
            }
        }

        moves.Should().HaveCountGreaterThan(2, "each of them may have recovered");
        moves.Should().HaveCountLessThanOrEqualTo(Intervals);
    }

    [Fact]
    public async Task What_a_live_process_declares_and_does_not_take_is_done_by_one_that_stands_back()
    {
        JobCoordinator wrong = Start(Checkout, TimeSpan.FromDays(10));
        JobCoordinator idle = Start(Checkout);
        (await wrong.ClaimAsync([Checkout])).Should().ContainSingle();
        await idle.BeatAsync();
        (await wrong.ClaimAsync([Checkout])).Should().BeEmpty("another is there");
        await _fleet.PassAsync(Fleet.Interval, wrong, idle);
        (await wrong.ClaimAsync([Checkout])).Should().BeEmpty();
        await _fleet.PassAsync(Fleet.Interval, wrong, idle);
        (await wrong.ClaimAsync([Checkout])).Should().ContainSingle("nobody took it");
    }

    [Fact]
    public async Task A_process_leaves_nothing_to_one_that_defines_it_otherwise_or_does_not_do_it()
    {
        JobCoordinator wrong = Start(Checkout, TimeSpan.FromDays(10));
        wrong.Declare(Experiment, "guardrails", Fleet.Interval);
        (await wrong.ClaimAsync([Checkout, Experiment])).Should().HaveCount(2);
        await Start(Fleet.Objective("checkout", "99 %")).BeatAsync();
        (await wrong.ClaimAsync([Checkout, Experiment])).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_orderly_stop_gives_back_what_a_cancelled_call_had_taken_and_leaves_the_other_services()
    {
        using var chaos = new ChaosStore(new InMemoryStore(_fleet.Time));
        JobSubject search = Fleet.Objective("query", service: "search");
        JobCoordinator jobs = _fleet.Start(leases: chaos.Leases);
        jobs.Declare(Checkout, "alerts", Fleet.Interval);
        jobs.Declare(search, "alerts", Fleet.Interval);
        await jobs.BeatAsync();
        await jobs.ClaimAsync([search]);
        ChaosControl control = chaos.Controls[StorageRoles.Leases];

        // A claim lists the leases, and then takes what is free: the second call has its effect, and its answer is lost.
        control.Next(ChaosFault.None, ChaosFault.CancelledAfterApply);
        (await jobs.ClaimAsync([Checkout])).Faults.Should().ContainSingle();
        (await OwnersAsync(chaos, "shop")).Should().Contain("objective:checkout");
        await jobs.LeaveAsync();

        (await OwnersAsync(chaos, "shop")).Should().OnlyContain(job => job.StartsWith("epoch:", StringComparison.Ordinal));
        (await OwnersAsync(chaos, "search")).Should().OnlyContain(job => job.StartsWith("epoch:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_cannot_be_left_keeps_no_other_from_being_left()
    {
        using var chaos = new ChaosStore(new InMemoryStore(_fleet.Time));
        JobCoordinator jobs = _fleet.Start(leases: chaos.Leases);
        string[] services = ["search", "shop"];
        foreach (string service in services)
        {
            JobSubject subject = Fleet.Objective("checkout", service: service);
            jobs.Declare(subject, "alerts", Fleet.Interval);
            await jobs.ClaimAsync([subject]);
        }

        chaos.Controls[StorageRoles.Leases].Next(ChaosFault.BeforeApply);
        await FluentActions.Awaiting(async () => await jobs.LeaveAsync()).Should().ThrowAsync<StoreException>();

        int left = 0;
        foreach (string service in services)
        {
            left += (await OwnersAsync(chaos, service)).Contains("objective:checkout") ? 0 : 1;
        }

        left.Should().Be(1);
    }

    [Fact]
    public async Task What_a_job_no_longer_has_is_given_back_and_no_longer_declared()
    {
        JobCoordinator jobs = Start(Checkout);
        jobs.Declare(Fleet.Objective("search"), "alerts", Fleet.Interval);
        jobs.Declare(Experiment, "guardrails", Fleet.Interval);
        JobClaim claim = (await jobs.ClaimAsync([Checkout, Experiment])).Single(one => one.Subject == Experiment);
        await jobs.RetainOnlyAsync("shop", "guardrails", []);

        claim.Lost.IsCancellationRequested.Should().BeTrue();
        (await OwnersAsync(_fleet.Store, "shop")).Should().Contain("objective:checkout").And.NotContain("experiment:button");
        await jobs.RetainOnlyAsync("shop", "alerts", ["search"]);
        (await OwnersAsync(_fleet.Store, "shop")).Should().NotContain("objective:checkout");
        (await jobs.GetDeclaredAsync("shop", "objective", "alerts")).Should().Equal("search");
    }

    private JobCoordinator Start(JobSubject subject, TimeSpan skew = default)
    {
        JobCoordinator jobs = _fleet.Start(skew);
        jobs.Declare(subject, "alerts", Fleet.Interval);
        return jobs;
    }

    /// <summary>Does a round of one subject, when it is this process's.</summary>
    private static async Task<bool> TryAsync(JobCoordinator jobs, JobSubject subject, bool fails)
    {
        if ((await jobs.ClaimAsync([subject])).Count == 0)
        {
            return false;
        }

        await jobs.RecordAsync(
            "alerts", [new JobOutcome { Subject = subject, Fault = fails ? new ReliabilityException("It always fails.") : null }]);
        return true;
    }

    private static async Task<IEnumerable<string>> OwnersAsync(IReliabilityStore store, string service) =>
        (await store.Leases.ListAsync(service, CancellationToken.None)).Leases.Select(one => one.Request.Id.Job);
}
