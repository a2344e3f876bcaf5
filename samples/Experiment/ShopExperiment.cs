using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;

namespace ExperimentSample;

/// <summary>The experiment of the shop, and its customers who come and go through the same calls as a real service's.</summary>
internal sealed class ShopExperiment : IDisposable
{
    public const string Control = "control";
    public const string Treatment = "treatment";
    public const string Bought = "bought";
    public const string Revenue = "revenue";
    public const string SawError = "saw error";
    public const string Key = "checkout-button";
    public const int Days = 14;

    private const string Service = "shop";
    private const string By = "sample";
    private const int FlushEvery = 8192;

    private readonly SimulateOptions _options;
    private readonly IReliabilityStore _store;
    private readonly ShopClock _clock = new();
    private readonly ExperimentCatalog _catalog;
    private readonly ExperimentTracker _tracker;

    public ShopExperiment(SimulateOptions options, IReliabilityStore store)
    {
        _options = options;
        _store = store;
        _catalog = new ExperimentCatalog(store.Documents, store.Enrollments, Service, _clock);
        _tracker = new ExperimentTracker(store.Enrollments, timeProvider: _clock);
    }

    public static ExperimentId Id => new(Service, Key);

    public IExperiments Experiments => _catalog;

    /// <summary>What the shop's people declare.</summary>
    public ExperimentDefinition Definition => new()
    {
        Key = Key,
        Hypothesis = "A greener button sells more.",
        Variants = [new(Control, 1), new(Treatment, 1)],
        Metrics =
        [
            ExperimentMetric.Primary(Bought, _options.MinimumEffect),
            new() { Name = Revenue, Kind = MetricKind.AdjustedMean },
            ExperimentMetric.Guardrail(SawError, MetricKind.Proportion, MetricGoal.Decrease, GuardrailMargin.Absolute(0.005)),
        ],
        Design = new() { Stopping = StoppingRule.AlwaysValid() },
    };

    public TrackerStatistics Statistics => _tracker.Statistics;

    /// <summary>Declares and starts it.</summary>
    /// <exception cref="UsageException">The store has it already.</exception>
    public async Task<Experiment> StartAsync(CancellationToken cancellationToken)
    {
        await _store.InitializeAsync(cancellationToken);
        ExperimentUpdate created = await _catalog.CreateAsync(Definition, new() { By = By, Reason = "a simulation" }, cancellationToken);
        return created.IsStored
            ? (await _catalog.StartAsync(created.Current, new() { By = By, Reason = "go" }, cancellationToken)).Current
            : throw new UsageException(
                $"--store {Shown.Text(_options.Store ?? "")} holds the experiment '{Key}' already ({created.Current.State}); name a "
                    + $"file that does not.");
    }

    /// <summary>Lets the customers come, and looks on the way.</summary>
    public async IAsyncEnumerable<Look> RunAsync(
        Experiment experiment,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TrackedExperiment tracked = _tracker.Track(experiment);
        int served = 0;
        for (int look = 1; look <= _options.Looks; look++)
        {
            int until = (int)((long)_options.Users * look / _options.Looks);
            while (served < until)
            {
                Serve(tracked, ++served);
                if (served % FlushEvery == 0)
                {
                    await _tracker.FlushAsync(cancellationToken);
                }
            }

            await _tracker.FlushAsync(cancellationToken);
            _clock.Now = TimeOf(until);
            ExperimentReport report = await _catalog.AnalyzeAsync(experiment, cancellationToken);
            (SampleSums control, SampleSums treatment) = await SumsAsync(Bought, cancellationToken);
            Comparison naive = TwoSample.Proportions(
                new Proportion((long)control.X, control.Units),
                new Proportion((long)treatment.X, treatment.Units),
                method: ComparisonMethod.PooledZ);
            yield return new Look((_clock.Now - ShopClock.Start).TotalDays, control.Units + treatment.Units, naive, report);
        }
    }

    public ValueTask<ConcludeOutcome> ConcludeAsync(Experiment experiment, string ship, CancellationToken cancellationToken) =>
        _catalog.ConcludeAsync(experiment, new ConcludeRequest
        {
            Ship = ship,
            By = By,
            Reason = "what the evidence says",
        }, cancellationToken);

    /// <summary>The sums of a metric in both arms.</summary>
    public async Task<(SampleSums Control, SampleSums Treatment)> SumsAsync(string metric, CancellationToken cancellationToken)
    {
        EnrollmentSummary summary = await _store.Enrollments.SummarizeAsync(Id, cancellationToken);
        return (Of(Control), Of(Treatment));

        SampleSums Of(string variant)
        {
            ArmSummary arm = summary.Arms.First(a => a.Variant == variant);
            MetricSums sums = arm.Metrics.FirstOrDefault(m => m.Metric == metric);
            return new SampleSums { Units = arm.Units, X = sums.X, XX = sums.XX, Y = sums.Y, YY = sums.YY, XY = sums.XY };
        }
    }

    public void Dispose() => _tracker.Dispose();

    /// <summary>When the customer of a number has come: evenly over the days, the last one at their end.</summary>
    private DateTimeOffset TimeOf(int number) => ShopClock.Start + (TimeSpan.FromDays(Days) * ((double)number / _options.Users));

    /// <summary>One visit: the button is shown, and the customer buys or not.</summary>
    private void Serve(TrackedExperiment tracked, int number)
    {
        Customer customer = Customer.Create(_options.Seed, number);
        _clock.Now = TimeOf(number);
        VariantDecision decision = tracked.Expose(customer.Id);
        bool buys = customer.Eagerness < _options.Rate * (decision.Variant!.Key == Treatment ? 1 + _options.Lift : 1);
        tracked.Metric(Revenue).SetCovariate(customer.Id, customer.SpentBefore);
        tracked.Metric(Revenue).Add(customer.Id, customer.Spends + (buys ? Customer.Basket : 0));
        if (buys)
        {
            tracked.Metric(Bought).Convert(customer.Id);
        }

        if (customer.SeesError)
        {
            tracked.Metric(SawError).Convert(customer.Id);
        }
    }
}
