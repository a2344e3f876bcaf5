using Reliability.Common;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

public sealed class ClaimTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Processes_share_out_exactly_what_they_declare()
    {
        JobCoordinator web = _fleet.Start();
        JobCoordinator worker = _fleet.Start();
        JobCoordinator other = _fleet.Start();
        (await Names(web, Fleet.Objective("checkout"), Fleet.Objective("search"))).Should().Equal("checkout", "search");
        (await Names(worker, Fleet.Objective("search"), Fleet.Objective("import"))).Should().Equal("import");
        (await Names(other, Fleet.Objective("checkout", service: "partners"))).Should().Equal("checkout");
        (await Names(web, Fleet.Objective("checkout"), Fleet.Objective("search"))).Should().Equal("checkout", "search");
    }

    [Fact]
    public async Task After_an_orderly_stop_another_takes_over_at_once_with_a_greater_token()
    {
        JobCoordinator first = _fleet.Start();
        JobCoordinator second = _fleet.Start();
        JobClaim before = await One(first, Fleet.Objective("checkout"));
        (await Names(second, Fleet.Objective("checkout"))).Should().BeEmpty();
        await first.LeaveAsync();

        before.Lost.IsCancellationRequested.Should().BeTrue();
        JobClaim after = await One(second, Fleet.Objective("checkout"));
        (after.Token > before.Token).Should().BeTrue();
    }

    [Fact]
    public async Task A_process_that_dies_is_followed_within_three_intervals()
    {
        JobCoordinator dead = _fleet.Start();
        JobCoordinator alive = _fleet.Start();
        await One(dead, Fleet.Objective("checkout"));
        await Names(alive, Fleet.Objective("checkout"));
        await _fleet.PassAsync(Fleet.Interval, alive);
        (await Names(alive, Fleet.Objective("checkout"))).Should().BeEmpty("it may still be working");
        await _fleet.PassAsync(Fleet.Interval, alive);
        (await Names(alive, Fleet.Objective("checkout"))).Should().Equal("checkout");
    }

    [Fact]
    public async Task A_heartbeat_keeps_a_right_however_long_its_work_takes_and_one_that_stops_loses_it()
    {
        JobCoordinator slow = _fleet.Start();
        JobCoordinator other = _fleet.Start();
        JobClaim claim = await One(slow, Fleet.Objective("checkout"));
        await _fleet.PassAsync(TimeSpan.FromHours(2), slow, other);
        claim.Lost.IsCancellationRequested.Should().BeFalse();
        (await Names(other, Fleet.Objective("checkout"))).Should().BeEmpty();

        _fleet.Pass(TimeSpan.FromHours(3)); // suspended, and resumed
        await slow.BeatAsync();
        claim.Lost.IsCancellationRequested.Should().BeTrue();
        JobClaim next = await One(other, Fleet.Objective("checkout"));
        (next.Token > claim.Token).Should().BeTrue();
        (await Names(slow, Fleet.Objective("checkout"))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_right_is_lost_by_the_process_s_own_clock_when_the_lease_store_cannot_be_asked()
    {
        using var chaos = new Reliability.Storage.Conformance.ChaosStore(new InMemoryStore(_fleet.Time));
        JobCoordinator jobs = _fleet.Start(leases: chaos.Leases);
        JobClaim claim = await One(jobs, Fleet.Objective("checkout"));
        chaos.Controls[StorageRoles.Leases].IsDown = true;
        _fleet.Pass(Fleet.Interval);
        await FluentActions.Awaiting(async () => await jobs.BeatAsync()).Should().ThrowAsync<StoreException>();
        claim.Lost.IsCancellationRequested.Should().BeFalse();
        _fleet.Pass(Fleet.Interval);
        await FluentActions.Awaiting(async () => await jobs.BeatAsync()).Should().ThrowAsync<StoreException>();
        claim.Lost.IsCancellationRequested.Should().BeTrue();

        chaos.Controls[StorageRoles.Leases].IsDown = false;
        (await Names(jobs, Fleet.Objective("checkout"))).Should().Equal("checkout");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-500)]
    public async Task A_host_whose_clock_is_wrong_by_days_neither_keeps_nor_takes_more_than_others(int days)
    {
        JobCoordinator wrong = _fleet.Start(skew: TimeSpan.FromDays(days));
        JobCoordinator right = _fleet.Start();
        await One(wrong, Fleet.Objective("checkout"));
        (await Names(right, Fleet.Objective("checkout"))).Should().BeEmpty();
        wrong.ClockOffset.Should().BeCloseTo(TimeSpan.FromDays(days), TimeSpan.FromSeconds(1));
        await _fleet.PassAsync(Fleet.Interval * 2, right);
        (await Names(right, Fleet.Objective("checkout"))).Should().Equal("checkout");
        (await Names(wrong, Fleet.Objective("checkout"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Tokens_grow_over_a_lease_store_that_was_moved_or_emptied()
    {
        JobCoordinator before = _fleet.Start();
        JobClaim last = await One(before, Fleet.Objective("checkout"));
        for (int i = 0; i < 5; i++)
        {
            await before.LeaveAsync();
            last = await One(before, Fleet.Objective("checkout"));
        }

        using var empty = new InMemoryStore(_fleet.Time);
        JobCoordinator moved = _fleet.Start(leases: empty.Leases);
        JobClaim first = await One(moved, Fleet.Objective("checkout"));
        first.Token.Number.Should().BeLessThan(last.Token.Number, "the numbers begin again");
        (first.Token > last.Token).Should().BeTrue("the epoch is higher");
        (await One(moved, Fleet.Objective("checkout"))).Token.Should().Be(first.Token, "and stays while the store knows it");
    }

    [Fact]
    public async Task A_token_that_a_store_rejects_is_followed_by_a_higher_epoch()
    {
        JobCoordinator jobs = _fleet.Start();
        JobClaim claim = await One(jobs, Fleet.Objective("checkout"));
        var stands = new FencingToken(claim.Token.Epoch + 7, 3);
        await jobs.RecordAsync("alerts", [new JobOutcome
        {
            Subject = claim.Subject,
            Fault = new ReliabilityException("rejected"),
            RejectedBy = stands,
        }]);
        ((await One(jobs, Fleet.Objective("checkout"))).Token > stands).Should().BeTrue();
    }

    [Fact]
    public async Task Service_names_hold_whatever_separators_there_are_and_stay_apart()
    {
        string[] services = ["a", "A", "a:b", "a/b", "{a}", "a%7D", "objective:a", new string('s', 200), "é"];
        JobCoordinator jobs = _fleet.Start();
        JobCoordinator other = _fleet.Start();
        foreach (string service in services)
        {
            string longest = new('n', 200);
            (await Names(jobs, Fleet.Objective("x:y", service: service), Fleet.Objective(longest, service: service)))
                .Should()
                .Equal("x:y", longest);
            (await Names(other, Fleet.Objective("x:y", service: service))).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("e\u0301")]
    public async Task An_illegal_service_name_is_rejected(string service) =>
        await FluentActions.Awaiting(async () => await _fleet.Start().ClaimAsync([Fleet.Objective("x", service: service)]))
            .Should()
            .ThrowAsync<ArgumentException>();

    private static async Task<JobClaim> One(JobCoordinator jobs, JobSubject subject)
    {
        jobs.Declare(subject, "alerts", Fleet.Interval);
        return (await jobs.ClaimAsync([subject])).Should().ContainSingle().Which;
    }

    private static async Task<IEnumerable<string>> Names(JobCoordinator jobs, params JobSubject[] subjects)
    {
        Array.ForEach(subjects, subject => jobs.Declare(subject, "alerts", Fleet.Interval));
        return (await jobs.ClaimAsync(subjects)).Select(claim => claim.Subject.Name);
    }
}
