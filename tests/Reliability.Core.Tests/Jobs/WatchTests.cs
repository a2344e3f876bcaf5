using Reliability.Common;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

public sealed class WatchTests : IDisposable
{
    private static readonly JobSubject Checkout = Fleet.Objective("checkout");
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task What_another_process_did_is_known_here_and_what_nobody_does_is_late_after_three_intervals()
    {
        JobCoordinator working = _fleet.Start();
        JobCoordinator watching = _fleet.Start();
        working.Declare(Checkout, "alerts", Fleet.Interval);
        watching.Declare(Checkout, "alerts", Fleet.Interval);
        (await Status(watching)).State.Should().Be(JobState.Unknown);

        ClaimedJobs claims = await working.ClaimAsync([Checkout]);
        await working.RecordAsync("alerts", [new JobOutcome { Subject = claims[0].Subject }]);
        JobStatus done = await Status(watching);
        done.Should().BeEquivalentTo(new
        {
            State = JobState.OnTime,
            LastDoneBy = working.Options.ProcessId,
            Holder = working.Options.ProcessId,
            LastDoneAt = _fleet.Time.GetUtcNow(),
            Lateness = TimeSpan.Zero,
            Item = "checkout",
        });

        _fleet.Pass((Fleet.Interval * 3) + TimeSpan.FromSeconds(1));
        JobStatus late = await Status(watching);
        late.State.Should().Be(JobState.Late);
        late.Lateness.Should().Be((Fleet.Interval * 3) + TimeSpan.FromSeconds(1));
        late.Holder.Should().BeNull();
    }

    [Fact]
    public async Task A_job_that_fails_is_not_done_and_says_why()
    {
        JobCoordinator jobs = _fleet.Start();
        jobs.Declare(Checkout, "alerts", Fleet.Interval);
        await Report(jobs, null);
        DateTimeOffset done = _fleet.Time.GetUtcNow();
        for (int round = 0; round < 4; round++)
        {
            await _fleet.PassAsync(Fleet.Interval, jobs);
            await Report(jobs, new ReliabilityException("the store hangs"));
        }

        JobStatus status = await Status(jobs);
        (status.State, status.LastDoneAt, status.Fault).Should().Be((JobState.Late, done, "the store hangs"));
        await Report(jobs, null);
        (await Status(jobs)).Should().BeEquivalentTo(new { State = JobState.OnTime, Fault = (string?)null });
    }

    [Fact]
    public async Task A_report_of_some_subjects_leaves_what_is_known_of_the_others_as_it_was()
    {
        JobCoordinator jobs = _fleet.Start();
        JobSubject search = Fleet.Objective("search");
        JobSubject orders = Fleet.Objective("orders");
        Array.ForEach([Checkout, search, orders], subject => jobs.Declare(subject, "alerts", Fleet.Interval));
        await jobs.ClaimAsync([Checkout, search]);
        await jobs.RecordAsync("alerts", [new JobOutcome
        {
            Subject = Checkout,
        }, new JobOutcome
        {
            Subject = search,
            Fault = new ReliabilityException("the store hangs"),
        }]);
        DateTimeOffset first = _fleet.Time.GetUtcNow();
        await _fleet.PassAsync(Fleet.Interval, jobs);
        await jobs.RecordAsync("alerts", [new JobOutcome { Subject = orders }]);
        await jobs.RecordAsync("alerts", [new JobOutcome { Subject = orders }]);

        IReadOnlyList<JobStatus> status = await jobs.GetStatusAsync();
        status.Single(one => one.Item == "checkout").Should().BeEquivalentTo(new { LastDoneAt = first, Fault = (string?)null });
        status.Single(one => one.Item == "search")
            .Should()
            .BeEquivalentTo(new { LastDoneAt = (DateTimeOffset?)null, Fault = "the store hangs" });
        status.Single(one => one.Item == "orders").LastDoneAt.Should().Be(_fleet.Time.GetUtcNow());
    }

    [Fact]
    public async Task What_was_never_done_is_late_three_intervals_after_it_was_declared_also_when_no_store_answers()
    {
        JobCoordinator jobs = _fleet.Start();
        jobs.Declare(Checkout, "alerts", Fleet.Interval);
        _fleet.Pass(Fleet.Interval * 3);
        jobs.LastKnownStatus.Single().State.Should().Be(JobState.Unknown);
        _fleet.Pass(TimeSpan.FromSeconds(1));
        jobs.LastKnownStatus.Single().Should().BeEquivalentTo(new { State = JobState.Late, LastDoneBy = (string?)null });
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_service_that_was_down_for_days_is_not_late_when_it_starts()
    {
        JobCoordinator before = _fleet.Start();
        before.Declare(Checkout, "alerts", Fleet.Interval);
        await Report(before, null);
        await before.LeaveAsync();
        _fleet.Pass(TimeSpan.FromDays(3));
        JobCoordinator after = _fleet.Start();
        after.Declare(Checkout, "alerts", Fleet.Interval);
        (await Status(after)).State.Should().Be(JobState.OnTime);
    }

    [Fact]
    public async Task What_processes_did_is_forgotten_a_day_later()
    {
        JobCoordinator jobs = _fleet.Start();
        jobs.Declare(Checkout, "alerts", Fleet.Interval);
        await Report(jobs, null);
        await jobs.LeaveAsync();
        JobCoordinator next = _fleet.Start();
        await next.RemoveDeadProcessesAsync("shop");
        (await Rounds()).Should().Be(1);
        _fleet.Pass(TimeSpan.FromDays(2));
        await next.RemoveDeadProcessesAsync("shop");
        (await Rounds()).Should().Be(0);

        async Task<int> Rounds() =>
            (await _fleet.Store.Documents.ListAsync(new DocumentQuery(new CollectionId("shop", "rounds")), default)).Documents.Count;
    }

    private static async Task<JobStatus> Status(JobCoordinator jobs) => (await jobs.GetStatusAsync()).Should().ContainSingle().Which;

    private static async Task Report(JobCoordinator jobs, Exception? fault)
    {
        IReadOnlyList<JobClaim> claims = await jobs.ClaimAsync([Checkout]);
        await jobs.RecordAsync("alerts", [new JobOutcome { Subject = claims.Single().Subject, Fault = fault }]);
    }
}
