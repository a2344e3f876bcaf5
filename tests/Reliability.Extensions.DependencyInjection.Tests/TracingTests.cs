using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>The library's own work is visible as activities of one source.</summary>
public sealed class TracingTests : IDisposable
{
    private const string Setup = "traced";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;
    private readonly ChaosStore _store;

    public TracingTests()
    {
        _store = new ChaosStore(new InMemoryStore(_clock));
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReliabilityDiagnostics.ActivitySourceName
                && source.Tags?.Contains(new KeyValuePair<string, object?>("reliability.name", Setup)) == true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_host_traces_its_flushes_and_the_rounds_of_its_jobs()
    {
        using IHost host = Host();
        string[] jobs = ["alerts", "evidence", "guardrails", "ledger", "retention"];
        foreach (string job in jobs)
        {
            await LeasedJobs.Of(host, job, Setup).RunOnceAsync(default);
        }

        await host.StartAsync();
        await host.StopAsync();

        _stopped.Where(one => one.OperationName == "reliability.job.round").Select(one => one.GetTagItem("reliability.job"))
            .Should().Contain(jobs);
        _stopped.Select(one => one.OperationName).Should().Contain(["reliability.recorder.flush", "reliability.experiments.flush"]);
        _stopped.Should().OnlyContain(one => one.Status == ActivityStatusCode.Unset);
    }

    [Theory]
    [InlineData(StorageRoles.Series, "reliability.recorder.flush")]
    [InlineData(StorageRoles.Enrollments, "reliability.experiments.flush")]
    public async Task A_flush_that_fails_has_the_status_error_and_the_type_of_the_error(StorageRoles role, string name)
    {
        using IHost host = Host();
        await host.StartAsync();
        Record(host);
        _store.Controls[role].IsDown = true;
        await host.StopAsync();

        ShouldHaveFailed(name, typeof(StoreException));
    }

    [Fact]
    public async Task A_round_that_fails_has_the_status_error_and_names_the_job()
    {
        using IHost host = Host();
        _store.Controls[StorageRoles.Leases].IsDown = true;

        await LeasedJobs.Of(host, "alerts", Setup).RunOnceAsync(default);

        ShouldHaveFailed("reliability.job.round", typeof(StoreException)).GetTagItem("reliability.job").Should().Be("alerts");
    }

    [Fact]
    public async Task A_delivery_names_its_notifier_and_has_the_status_error_if_it_fails()
    {
        IAlertNotifier pager = Substitute.For<IAlertNotifier>();
        pager.Name.Returns("pager");
        using var activities = new ReliabilityActivities(Setup);
        var traced = new TracedNotifier(pager, activities, new NotificationPage(null));

        await traced.NotifyAsync(WebhookTests.Fired, default);
        Activity delivered = _stopped.Should().ContainSingle().Subject;
        delivered.Should().BeEquivalentTo(new
        {
            OperationName = "reliability.notification.deliver",
            Kind = ActivityKind.Client,
            Status = ActivityStatusCode.Unset,
        });
        delivered.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["reliability.notifier"] = "pager",
            ["reliability.service"] = WebhookTests.Fired.Service,
            ["reliability.slo"] = WebhookTests.Fired.Slo,
        });

        pager.NotifyAsync(default!, default).ReturnsForAnyArgs(ValueTask.FromException(new TimeoutException("no answer")));
        await traced.Invoking(one => one.NotifyAsync(WebhookTests.Fired, default).AsTask()).Should().ThrowAsync<TimeoutException>();
        ShouldHaveFailed("reliability.notification.deliver", typeof(TimeoutException)).StatusDescription.Should().Be("no answer");
    }

    [Fact]
    public void Without_a_listener_an_activity_allocates_nothing()
    {
        using var activities = new ReliabilityActivities("nobody listens");
        StartAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            StartAll();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void StartAll()
        {
            using Activity? flush = activities.StartFlush();
            using Activity? experiments = activities.StartExperimentFlush();
            using Activity? round = activities.StartRound("alerts");
            using Activity? delivery = activities.StartDelivery("pager", "shop", "checkout");
        }
    }

    private static void Record(IHost host)
    {
        host.Services.GetRequiredKeyedService<ReliabilityRecorder>(Setup).Outcomes("checkout").Record(good: true);
        var experiment = new Experiment
        {
            Service = "shop",
            Definition = new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] },
            State = ExperimentState.Running,
            History = [],
            ETag = ETag.New(),
        };
        host.Services.GetRequiredKeyedService<ExperimentTracker>(Setup).Track(experiment).Expose("user-1");
    }

    private Activity ShouldHaveFailed(string name, Type error)
    {
        Activity failed = _stopped.Last(one => one.OperationName == name);
        failed.Status.Should().Be(ActivityStatusCode.Error);
        failed.GetTagItem("error.type").Should().Be(error.FullName);
        return failed;
    }

    private IHost Host()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(Setup, r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = "shop").AddSlo("checkout", slo => slo.Availability(99.9m));
        });
        return builder.Build();
    }
}
