using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class ExperimentWorkerTests : ExperimentWorkerFixture
{
    [Fact]
    public async Task What_is_counted_reaches_the_store_without_anyone_asking()
    {
        using IHost host = Host();
        await StartButtonAsync(host);
        await host.StartAsync();
        TrackedExperiments snapshot = host.Services.GetRequiredService<TrackedExperiments>();
        await AdvanceUntilAsync(() => snapshot.Get("button") is not null);

        VariantDecision decision = snapshot.Get("button")!.Expose("user-1");
        snapshot.Get("button")!.Metric("bought").Convert("user-1");
        ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
        await AdvanceUntilAsync(() => tracker.Statistics.Pending == 0);

        ArmSummary arm = (await Store.Enrollments.SummarizeAsync(Id, default)).Arms.Should().ContainSingle().Subject;
        (arm.Variant, arm.Units, arm.Metrics.Single().X).Should().Be((decision.Variant!.Key, 1, 1));
        await host.StopAsync();
    }

    [Fact]
    public async Task Stopping_the_host_drains()
    {
        using IHost host = Host();
        TrackedExperiment tracked = host.Services.GetRequiredService<ExperimentTracker>().Track(await StartButtonAsync(host));
        await host.StartAsync();
        for (int i = 0; i < 2_500; i++)
        {
            tracked.Expose($"user-{i}");
        }

        await host.StopAsync();

        (await Store.Enrollments.SummarizeAsync(Id, default)).Arms.Sum(arm => arm.Units).Should().Be(2_500);
        Log.Lines.Should().NotContain(line => line.Event == "ExperimentsStoppedUndelivered");
    }

    [Fact]
    public async Task An_unavailable_store_is_reported_once_and_loses_nothing()
    {
        using IHost host = Host();
        ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
        TrackedExperiment tracked = tracker.Track(await StartButtonAsync(host));
        Store.Controls[StorageRoles.Enrollments].IsDown = true;
        await host.StartAsync();
        for (int i = 0; i < 100; i++)
        {
            tracked.Expose($"user-{i}");
        }

        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentFlushFailed"));
        long faults = Store.Controls[StorageRoles.Enrollments].FaultCount;
        await AdvanceUntilAsync(() => Store.Controls[StorageRoles.Enrollments].FaultCount > faults + 5);
        tracker.Statistics.Pending.Should().Be(100);
        Store.Controls[StorageRoles.Enrollments].IsDown = false;
        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentFlushRecovered"));

        (await Store.Enrollments.SummarizeAsync(Id, default)).Arms.Sum(arm => arm.Units).Should().Be(100);
        Log.Lines.Should().ContainSingle(line => line.Event == "ExperimentFlushFailed", "an outage is told once, not at every attempt")
            .Which.Message.Should().Contain("100 events stay in memory");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_that_is_away_at_the_end_costs_what_the_log_says_and_the_stop_ends()
    {
        using IHost host = Host();
        ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
        TrackedExperiment tracked = tracker.Track(await StartButtonAsync(host));
        await host.StartAsync();
        Store.Controls[StorageRoles.Enrollments].IsDown = true;
        tracked.Expose("user-1");

        await host.StopAsync();

        (LogLevel level, _, string message) = Log.Lines.Should()
            .ContainSingle(line => line.Event == "ExperimentsStoppedUndelivered").Subject;
        level.Should().Be(LogLevel.Error);
        message.Should().Contain("with 1 events");
        tracker.Statistics.Pending.Should().Be(1, "it is kept, not dropped");
    }

    [Fact]
    public async Task A_store_that_hangs_holds_up_the_stop_no_longer_than_the_host_waits()
    {
        IEnrollmentStore hanging = Forwarding.To(Store.Enrollments);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hanging.Configure().ApplyAsync(default!, default).ReturnsForAnyArgs(call => NeverAsync(call.Arg<CancellationToken>()));
        using IHost host = Host(r => r.SetService(hanging));
        TrackedExperiment tracked = host.Services.GetRequiredService<ExperimentTracker>().Track(await StartButtonAsync(host));
        await host.StartAsync();
        tracked.Expose("user-1");
        using var patience = new CancellationTokenSource();
        Task stopped = host.StopAsync(patience.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await patience.CancelAsync();
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));

        Log.Lines.Should().ContainSingle(line => line.Event == "ExperimentsStoppedUndelivered").Which.Message.Should().Contain("1 events");

        async ValueTask<EnrollmentResult> NeverAsync(CancellationToken cancellationToken)
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }

    [Fact]
    public async Task A_conversion_without_its_exposure_is_reported_at_the_end()
    {
        using IHost host = Host();
        TrackedExperiment tracked = host.Services.GetRequiredService<ExperimentTracker>().Track(await StartButtonAsync(host));
        await host.StartAsync();
        tracked.Metric("bought").Convert("nobody");
        await host.StopAsync();
        Log.Lines.Should()
            .ContainSingle(line => line.Event == "ExperimentsStoppedUndelivered").Which.Message
            .Should()
            .Contain("1 events").And
            .Contain("not exposed yet");
    }

    [Fact]
    public async Task A_guardrail_that_names_no_objective_is_logged_once_with_the_nearest_name()
    {
        using IHost host = Host(r => r.AddSlo("checkout", slo => slo.Availability(99m)));
        IExperiments experiments = host.Services.GetRequiredService<IExperiments>();
        await experiments.CreateAsync(
            Button with
            {
                Metrics =
                [
                    ExperimentMetric.SloGuardrail("chekout", GuardrailMargin.Absolute(0.01)),
                    ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.01)),
                ],
            },
            new() { By = "ada", Reason = "new" });
        await host.StartAsync();
        TrackedExperiments snapshot = host.Services.GetRequiredService<TrackedExperiments>();
        DateTimeOffset? first = null;
        await AdvanceUntilAsync(() => (first ??= snapshot.RefreshedAt) is not null && snapshot.RefreshedAt > first);
        await host.StopAsync();

        Log.Lines.Should().ContainSingle(line => line.Event == "ExperimentDoubtful").Which.Message.Should().Be(
            "Experiment 'button' is probably not defined as intended. The guardrail 'slo:chekout' counts nothing. No objective is named "
            + "'chekout'. Declared are: 'checkout'.");
    }

    [Fact]
    public async Task Pause_and_conclusion_are_seen_by_every_process()
    {
        using IHost first = Host();
        using IHost second = Host();
        Experiment running = await StartButtonAsync(first);
        await first.StartAsync();
        await second.StartAsync();
        IExperiments experiments = first.Services.GetRequiredService<IExperiments>();
        await UntilAllAsync(ExperimentState.Running);
        Experiment paused = (await experiments.PauseAsync(running, new() { By = "ada", Reason = "stop" })).Current;
        await UntilAllAsync(ExperimentState.Paused);
        await experiments.ConcludeAsync(paused, new ConcludeRequest { Ship = "blue", By = "ada", Reason = "enough", Override = true });
        await UntilAllAsync(ExperimentState.Concluded);
        await first.StopAsync();
        await second.StopAsync();

        Task UntilAllAsync(ExperimentState state) => AdvanceUntilAsync(
            () =>
                new[]
                {
                    first,
                    second,
                }.All(host => host.Services.GetRequiredService<TrackedExperiments>().Get("button")?.Experiment.State == state));
    }

    [Fact]
    public async Task An_outage_keeps_what_was_known_and_is_reported_once_with_its_age()
    {
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using IHost host = Host();
        using MeterListener listener = MeterReading.Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);
        await StartButtonAsync(host);
        await host.StartAsync();
        TrackedExperiments snapshot = host.Services.GetRequiredService<TrackedExperiments>();
        await AdvanceUntilAsync(() => snapshot.Get("button") is not null);
        TrackedExperiment known = snapshot.Get("button")!;

        Store.Controls[StorageRoles.Documents].IsDown = true;
        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentRefreshFailed"));
        DateTimeOffset at = snapshot.RefreshedAt!.Value;
        DateTimeOffset later = Clock.GetUtcNow() + TimeSpan.FromMinutes(5);
        await AdvanceUntilAsync(() => Clock.GetUtcNow() >= later);
        snapshot.Get("button").Should().BeSameAs(known);
        snapshot.RefreshedAt.Should().Be(at);
        listener.RecordObservableInstruments();
        seen["reliability.experiments.age"].Should().Be((Clock.GetUtcNow() - at).TotalSeconds).And.BeGreaterThan(300);

        Store.Controls[StorageRoles.Documents].IsDown = false;
        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentRefreshRecovered"));
        snapshot.RefreshedAt.Should().BeAfter(later);
        Log.Lines.Should().ContainSingle(line => line.Event == "ExperimentRefreshFailed");
        await host.StopAsync();
    }

    [Fact]
    public async Task An_outage_before_the_first_read_says_that_nothing_was_read()
    {
        using IHost host = Host(_ => Store.Controls[StorageRoles.Documents].IsDown = true);
        await host.StartAsync();
        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentsNotRead" && !line.Message.Contains("(null)")));
    }

    [Fact]
    public async Task A_scheme_newer_than_the_library_is_logged_once_and_stops_no_other()
    {
        using IHost host = Host();
        await StartButtonAsync(host);
        Experiment newer =
            (await host.Services.GetRequiredService<IExperiments>()
                .CreateAsync(Button with { Key = "next" }, new() { By = "ada", Reason = "new" })).Current;
        Document document = (await Store.Documents.GetAsync(new DocumentId("shop", "experiments", "next"), default))!;
        await Store.Documents.PutAsync(
            DocumentWrite.Replace(
                document.Id,
                newer.ETag,
                document.Json.Replace(AssignmentScheme.Rendezvous1, "rendezvous-9", StringComparison.Ordinal)),
            default);
        await host.StartAsync();
        TrackedExperiments snapshot = host.Services.GetRequiredService<TrackedExperiments>();
        DateTimeOffset later = Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await AdvanceUntilAsync(() => snapshot.RefreshedAt > later);

        snapshot.Get("next").Should().BeNull();
        snapshot.Get("button")!.Expose("user-1").Counts.Should().BeTrue();
        await AdvanceUntilAsync(() => Log.Lines.Any(line => line.Event == "ExperimentSkipped"));
        Log.Lines.Should()
            .ContainSingle(line => line.Event == "ExperimentSkipped").Which.Message
            .Should()
            .Contain("'next'").And
            .Contain("'rendezvous-9'");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_sticky_experiment_follows_the_options()
    {
        foreach (bool fallBack in new[] { false, true })
        {
            using IHost host = Host(r => r.Configure(o => o.Experiments.FallBackToDraw = fallBack));
            ExperimentTracker tracker = host.Services.GetRequiredService<ExperimentTracker>();
            TrackedExperiment tracked = tracker.Track((await StartButtonAsync(host)) with { Definition = Button with { IsSticky = true } });
            Store.Controls[StorageRoles.Enrollments].IsDown = true;
            (await tracked.ExposeAsync("user-1")).Should().Be(fallBack
                ? tracked.Decide("user-1")
                : new VariantDecision { Reason = VariantReason.StoreUnavailable });
            tracker.Statistics.Should().BeEquivalentTo(new { FellBack = fallBack ? 1 : 0, StoreUnavailable = fallBack ? 0 : 1 });
            Store.Controls[StorageRoles.Enrollments].IsDown = false;
        }
    }

    [Fact]
    public async Task Setups_with_names_have_experiments_of_their_own_and_calling_twice_is_harmless()
    {
        using var partners = new InMemoryStore(Clock);
        var services = new ServiceCollection();
        services.AddReliability(r => r.SetStore(StorageRoles.All, Store));
        services.AddReliability(r => r.Configure(o => o.Service = "shop"));
        services.AddReliability("partners", r => r.SetStore(StorageRoles.All, partners));
        await using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetServices<IHostedService>().OfType<ExperimentWorker>().Should().HaveCount(2);
        await provider.GetRequiredService<IExperiments>().CreateAsync(Button, new() { By = "ada", Reason = "new" });
        await provider.GetRequiredService<TrackedExperiments>().RefreshAsync();
        provider.GetRequiredService<TrackedExperiments>().Get("button")!.Experiment.Service.Should().Be("shop");
        await provider.GetRequiredKeyedService<TrackedExperiments>("partners").RefreshAsync();
        provider.GetRequiredKeyedService<TrackedExperiments>("partners").Get("button").Should().BeNull();
        provider.GetRequiredService<ExperimentTracker>()
            .Should()
            .NotBeSameAs(provider.GetRequiredKeyedService<ExperimentTracker>("partners"));
    }
}
