using Reliability.Releases;

namespace Reliability.Core.Tests.Releases;

public sealed class DeploymentRegisterTests : IDisposable
{
    private readonly Register _register = new();

    public void Dispose() => _register.Dispose();

    [Fact]
    public async Task A_deployment_starts_and_ends_and_is_live_then()
    {
        DeploymentUpdate started = await _register.StartAsync("build-1", "4.7.1");
        started.Outcome.Should().Be(DeploymentOutcome.Stored);
        started.Current.Should().BeEquivalentTo(new
        {
            Id = "build-1",
            Service = "shop",
            Environment = "Production",
            Version = "4.7.1",
            StartedAt = Register.Noon,
            EndedAt = (DateTimeOffset?)null,
            Status = DeploymentStatus.Running,
            By = "pipeline",
        });
        (await _register.Deployments.GetLiveAsync("shop")).Should().BeNull("it has not ended");

        _register.Clock.Advance(TimeSpan.FromMinutes(10));
        DeploymentUpdate finished = await _register.FinishAsync("build-1");
        finished.IsInEffect.Should().BeTrue();
        (finished.Current!.Status, finished.Current.EndedAt).Should().Be((DeploymentStatus.Succeeded, Register.Noon.AddMinutes(10)));
        finished.Current.Revision.Should().BeGreaterThan(started.Current!.Revision);
        (await _register.Again().GetLiveAsync("shop", "PRODUCTION")).Should().BeEquivalentTo(finished.Current);
        (await _register.Deployments.GetLiveAsync("shop", "Staging")).Should().BeNull();
        (await _register.Deployments.GetHistoryAsync("shop", "build-1")).Select(one => (one.Kind, one.By, one.RecordedAt))
            .Should().Equal(
                (DeploymentChangeKind.Started, "pipeline", Register.Noon),
                (DeploymentChangeKind.Finished, "pipeline", Register.Noon.AddMinutes(10)));
    }

    [Fact]
    public async Task The_same_request_again_is_a_duplicate_and_another_with_its_id_a_conflict()
    {
        await _register.StartAsync("build-1", "4.7.1");
        (await _register.StartAsync("build-1", "4.7.1")).Outcome.Should().Be(DeploymentOutcome.Duplicate);
        DeploymentUpdate other = await _register.StartAsync("build-1", "4.7.2");
        (other.Outcome, other.Current!.Version).Should().Be((DeploymentOutcome.Conflict, "4.7.1"));
        other.Problem.Should().Contain("'build-1' belongs to another change (Started)");
        (await _register.RecordAsync("build-1", "4.7.1")).Outcome.Should().Be(DeploymentOutcome.Conflict);

        await _register.FinishAsync("build-1", id: "end");
        DeploymentUpdate again = await _register.FinishAsync("build-1", id: "end");
        (again.Outcome, again.Current!.Status).Should().Be((DeploymentOutcome.Duplicate, DeploymentStatus.Succeeded));
        (await _register.StartAsync("end", "4.7.3")).Outcome.Should().Be(DeploymentOutcome.Conflict);
        (await _register.Deployments.GetHistoryAsync("shop")).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_id_with_other_commits_times_or_results_is_a_conflict_and_what_is_not_stated_is_not_compared()
    {
        var commit = new DeploymentCommit { Id = "c1", At = Register.Noon.AddHours(-1) };
        var request = new CompletedDeployment
        {
            Definition = Register.Version("4.7.1") with { Commits = [commit] },
            StartedAt = Register.Noon.AddMinutes(-10),
            EndedAt = Register.Noon,
            Status = DeploymentStatus.Succeeded,
            By = "pipeline",
            Reason = "a release",
            Id = "build-1",
        };
        (await RecordAsync(request)).Should().Be(DeploymentOutcome.Stored);
        (await RecordAsync(request)).Should().Be(DeploymentOutcome.Duplicate);
        (await RecordAsync(request with { StartedAt = null, EndedAt = null })).Should().Be(DeploymentOutcome.Duplicate);
        (await RecordAsync(request with { StartedAt = Register.Noon.AddMinutes(-9) })).Should().Be(DeploymentOutcome.Conflict);
        (await RecordAsync(request with { EndedAt = Register.Noon.AddMinutes(1) })).Should().Be(DeploymentOutcome.Conflict);
        foreach (DeploymentCommit[] commits in (DeploymentCommit[][])[[], [commit, commit with { Id = "c2" }], [commit with { Id = "c2" }]])
        {
            (await RecordAsync(request with { Definition = request.Definition with { Commits = commits } }))
                .Should().Be(DeploymentOutcome.Conflict);
        }

        var tests = new DeploymentTestReport
        {
            Service = Register.Service,
            DeploymentId = "build-1",
            Suite = "unit",
            Results = new TestResults { Passed = 2, Failed = 1, Skipped = 0, FailedTests = ["A"] },
            By = "pipeline",
            Reason = "tests",
            Id = "t",
        };
        (await AttachAsync(tests)).Should().Be(DeploymentOutcome.Stored);
        (await AttachAsync(tests)).Should().Be(DeploymentOutcome.Duplicate);
        (await AttachAsync(tests with { Results = tests.Results with { FailedTests = ["B"] } })).Should().Be(DeploymentOutcome.Conflict);
        (await AttachAsync(tests with { Results = tests.Results with { Failed = 0 } })).Should().Be(DeploymentOutcome.Conflict);

        async Task<DeploymentOutcome> RecordAsync(CompletedDeployment one) => (await _register.Deployments.RecordAsync(one)).Outcome;
        async Task<DeploymentOutcome> AttachAsync(DeploymentTestReport one) => (await _register.Deployments.AttachTestsAsync(one)).Outcome;
    }

    [Fact]
    public async Task Unknown_ids_are_not_found_and_unknown_services_an_error()
    {
        DeploymentUpdate finished = await _register.FinishAsync("nope");
        (finished.Outcome, finished.Current).Should().Be((DeploymentOutcome.NotFound, null));
        finished.Problem.Should().Contain("'nope'");
        (await _register.StartAsync("build-1", "4.7.1", rollbackOf: "nope")).Outcome.Should().Be(DeploymentOutcome.NotFound);
        (await _register.TestAsync("nope", new TestResults { Passed = 1, Failed = 0, Skipped = 0 }))
            .Outcome.Should().Be(DeploymentOutcome.NotFound);
        (await _register.Deployments.GetAsync("shop", "nope")).Should().BeNull();
        (await _register.Deployments.GetHistoryAsync("shop")).Should().BeEmpty();
        await _register.Deployments.Awaiting(one => one.GetAsync("shp", "x").AsTask())
            .Should().ThrowAsync<KeyNotFoundException>().WithMessage("*'shp'*'shop'*");
    }

    [Fact]
    public async Task What_has_ended_ends_once_and_only_a_success_can_be_rolled_back()
    {
        await _register.StartAsync("build-1", "4.7.1");
        await _register.FinishAsync("build-1", DeploymentStatus.Failed);
        DeploymentUpdate second = await _register.FinishAsync("build-1");
        (second.Outcome, second.Current!.Status).Should().Be((DeploymentOutcome.Conflict, DeploymentStatus.Failed));
        second.Problem.Should().Contain("ended before, as Failed");
        (await _register.FinishAsync("build-1", DeploymentStatus.RolledBack)).Outcome.Should().Be(DeploymentOutcome.Conflict);

        await _register.RecordAsync("build-2", "4.7.2");
        DateTimeOffset end = Register.Noon;
        _register.Clock.Advance(TimeSpan.FromHours(1));
        DeploymentUpdate withdrawn = await _register.FinishAsync("build-2", DeploymentStatus.RolledBack);
        (withdrawn.Outcome, withdrawn.Current!.Status, withdrawn.Current.EndedAt)
            .Should().Be((DeploymentOutcome.Stored, DeploymentStatus.RolledBack, end));
    }

    [Fact]
    public async Task A_change_of_another_revision_conflicts_and_shows_the_present_one()
    {
        Deployment seen = (await _register.StartAsync("build-1", "4.7.1")).Current!;
        await _register.TestAsync("build-1", new TestResults { Passed = 1, Failed = 0, Skipped = 0 });
        DeploymentUpdate update = await _register.FinishAsync("build-1", revision: seen.Revision);
        update.Outcome.Should().Be(DeploymentOutcome.Conflict);
        update.Problem.Should().Contain($"it has revision {update.Current!.Revision}, and the request names {seen.Revision}");
        (await _register.FinishAsync("build-1", revision: update.Current.Revision)).Outcome.Should().Be(DeploymentOutcome.Stored);
    }

    [Fact]
    public async Task A_rollback_that_succeeds_withdraws_the_other_deployment()
    {
        await _register.RecordAsync("build-1", "4.7.0");
        await _register.RecordAsync("build-2", "4.7.1");
        await _register.StartAsync("build-3", "4.7.0", rollbackOf: "build-2");
        (await _register.Deployments.GetAsync("shop", "build-2"))!.Status.Should().Be(DeploymentStatus.Succeeded, "it may still fail");
        await _register.FinishAsync("build-3");

        Deployment withdrawn = (await _register.Deployments.GetAsync("shop", "build-2"))!;
        Deployment live = (await _register.Deployments.GetLiveAsync("shop"))!;
        (withdrawn.Status, live.Id, live.RollbackOf).Should().Be((DeploymentStatus.RolledBack, "build-3", "build-2"));
        withdrawn.Revision.Should().Be(live.Revision, "it changed with it");
    }

    [Fact]
    public async Task Commits_after_the_deployment_are_flagged_and_kept()
    {
        DeploymentUpdate update = await _register.Deployments.RecordAsync(new CompletedDeployment
        {
            Definition = Register.Version("4.7.1") with
            {
                Commits =
                [
                    new DeploymentCommit { Id = "a1", At = Register.Noon.AddHours(-5) },
                    new DeploymentCommit { Id = "a2", At = Register.Noon.AddHours(5) },
                ],
            },
            By = "pipeline",
            Reason = "a release",
        });
        update.Current!.Flags.Should().Be(DeploymentDoubts.CommitAfterDeployment);
        update.Current.Commits.Select(one => one.Id).Should().Equal("a1", "a2");
        (await _register.RecordAsync("b", "4.7.2")).Current!.Flags.Should().Be(DeploymentDoubts.None);
    }

    [Theory]
    [InlineData(11, 0)]
    [InlineData(525_600, 0)]
    [InlineData(0, -1)]
    [InlineData(-20_000_000, 0)]
    public async Task Times_that_cannot_be_are_rejected(int startMinutes, int lengthMinutes)
    {
        DateTimeOffset start = Register.Noon.AddMinutes(startMinutes);
        await _register.Awaiting(one => one.RecordAsync("x", "4.7.1", start, start.AddMinutes(lengthMinutes)))
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await _register.Deployments.GetHistoryAsync("shop")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_end_before_the_start_is_rejected_for_a_deployment_that_runs()
    {
        await _register.StartAsync("build-1", "4.7.1");
        await _register.Deployments.Awaiting(one => one.FinishAsync(new DeploymentFinish
        {
            Service = "shop",
            DeploymentId = "build-1",
            Status = DeploymentStatus.Succeeded,
            EndedAt = Register.Noon.AddMinutes(-1),
            By = "pipeline",
            Reason = "the end",
        }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*ends at its start*or later*");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("4.7\n1")]
    public void Versions_and_environments_that_are_no_text_are_rejected(string text)
    {
        FluentActions.Invoking(() => Register.Version(text)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Register.Version("1", text)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_version_of_a_kilobyte_is_rejected_and_markup_is_kept_as_text()
    {
        FluentActions.Invoking(() => Register.Version(new string('4', 1024))).Should().Throw<ArgumentException>().WithMessage("*200*1024*");
        (await _register.RecordAsync("x", "<b>4.7.1</b>")).Current!.Version.Should().Be("<b>4.7.1</b>");
        DeploymentCommit[] many = [.. Enumerable.Range(0, 1001).Select(i => new DeploymentCommit { Id = $"{i}", At = Register.Noon })];
        FluentActions.Invoking(() => Register.Version("1") with { Commits = many }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Pages_have_every_deployment_once_the_newest_start_first()
    {
        for (int i = 0; i < 25; i++)
        {
            // Some start at the same time, some of another environment lie between, and none comes in order.
            DateTimeOffset start = Register.Noon.AddHours(-(i * 7 % 25 / 2));
            await _register.RecordAsync($"build-{i:00}", $"1.{i}", start, environment: i % 5 == 4 ? "Staging" : null);
        }

        List<Deployment> all = [];
        string? after = null;
        do
        {
            DeploymentPage page = await _register.Deployments.ListAsync(
                new DeploymentQuery { Service = "shop", Environment = "production", PageSize = 3, After = after });
            page.Deployments.Should().HaveCountLessThanOrEqualTo(3);
            all.AddRange(page.Deployments);
            after = page.Next;
        }
        while (after is not null);

        all.Should().HaveCount(20).And.OnlyHaveUniqueItems(one => one.Id);
        all.Select(one => one.StartedAt).Should().BeInDescendingOrder();
        DeploymentPage range = await _register.Deployments.ListAsync(new DeploymentQuery
        {
            Service = "shop",
            From = Register.Noon.AddHours(-3),
            To = Register.Noon.AddHours(-1),
        });
        range.Deployments.Should()
            .OnlyContain(one => one.StartedAt == Register.Noon.AddHours(-2) || one.StartedAt == Register.Noon.AddHours(-3))
            .And.HaveCount(4);
        FluentActions.Invoking(() => new DeploymentQuery { Service = "shop", After = "nowhere" }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Test_results_are_kept_by_suite_and_summed()
    {
        await _register.StartAsync("build-1", "4.7.1");
        await _register.TestAsync(
            "build-1", new TestResults { Passed = 8, Failed = 2, Skipped = 1, FailedTests = ["a", "b"] }, id: "run-1");
        await _register.TestAsync("build-1", new TestResults { Passed = 5, Failed = 0, Skipped = 0 }, "browser");
        DeploymentUpdate again = await _register.TestAsync("build-1", new TestResults { Passed = 0, Failed = 9, Skipped = 0 }, id: "run-1");
        again.Outcome.Should().Be(DeploymentOutcome.Conflict, "the id has other results");
        again.Current!.Tests.Should().BeEquivalentTo(new { Passed = 13, Failed = 2, Skipped = 1, Total = 16, IsPassed = false });
        again.Current.Tests!.FailedTests.Should().Equal("a", "b");

        DeploymentUpdate mended = await _register.TestAsync("build-1", new TestResults { Passed = 10, Failed = 0, Skipped = 1 });
        mended.Current!.TestSuites.Select(one => one.Name).Should().Equal("unit", "browser");
        mended.Current.Tests.Should().BeEquivalentTo(new { Passed = 15, Failed = 0, IsPassed = true });
        DeploymentUpdate empty = await _register.TestAsync("build-1", new TestResults { Passed = 0, Failed = 0, Skipped = 0 }, "load");
        empty.Current!.Tests!.IsPassed.Should().BeFalse("a suite without tests says nothing");
    }

    [Fact]
    public async Task What_many_processes_record_at_once_is_stored_whole_and_once()
    {
        DeploymentRegister[] processes = [.. Enumerable.Range(0, 10).Select(_ => _register.Again())];
        DeploymentUpdate[] updates = await Task.WhenAll(processes.SelectMany(one => Enumerable.Range(0, 5).Select(i => Task.Run(
            () => one.StartAsync(new DeploymentStart
            {
                Definition = Register.Version($"4.7.{i}"),
                By = "pipeline",
                Reason = "a release",
                Id = $"build-{i}",
            }).AsTask()))));
        updates.Should().OnlyContain(one => one.IsInEffect);
        (await _register.Deployments.GetHistoryAsync("shop")).Should().HaveCount(5);
    }

    [Fact]
    public async Task Services_are_apart()
    {
        await _register.RecordAsync("build-1", "4.7.1");
        (await _register.Deployments.GetAsync("partners", "build-1")).Should().BeNull();
        (await _register.Deployments.ListAsync(new DeploymentQuery { Service = "partners" })).Deployments.Should().BeEmpty();
    }
}
