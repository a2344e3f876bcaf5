using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Retry;

namespace Reliability.Instruments.Tests;

public sealed class PollyTests
{
    [Fact]
    public async Task The_execution_of_a_pipeline_counts_and_not_its_attempts()
    {
        await using FedHost host = await FedHost.StartAsync(r => r.FromPolly("calls"));
        ResiliencePipeline pipeline = Pipeline("payments");
        int attempts = 0;
        await pipeline.ExecuteAsync(_ => attempts++ < 2 ? throw new IOException("lost") : ValueTask.CompletedTask);
        await FluentActions.Awaiting(async () => await pipeline.ExecuteAsync(_ => throw new IOException("lost")))
            .Should().ThrowAsync<IOException>();
        attempts.Should().Be(3);
        (await host.CountAsync()).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task An_execution_that_its_caller_cancels_is_not_counted()
    {
        await using FedHost host = await FedHost.StartAsync(r => r.FromPolly("calls").FromPolly("fast"));
        using var caller = new CancellationTokenSource();
        Func<Task> execute = async () => await Pipeline("payments").ExecuteAsync(
            async token =>
            {
                await caller.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
            caller.Token);
        await execute.Should().ThrowAsync<OperationCanceledException>();
        (await host.CountAsync()).Should().Be((0m, 0m));
        (await host.CountAsync("fast")).Should().Be((0m, 0m));
        (await host.ReasonAsync()).Should().Be("1 client left before an answer.");
        (await host.ReasonAsync("fast")).Should().Be("1 client left before an answer.");
    }

    [Fact]
    public async Task One_pipeline_can_be_selected()
    {
        await using FedHost host = await FedHost.StartAsync(r => r.FromPolly("calls", pipeline: "payments"));
        await Pipeline("payments").ExecuteAsync(_ => ValueTask.CompletedTask);
        await Pipeline("stock").ExecuteAsync(_ => ValueTask.CompletedTask);
        (await host.CountAsync()).Should().Be((1m, 0m));
    }

    private static ResiliencePipeline Pipeline(string name) => new ResiliencePipelineBuilder { Name = name }
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero })
        .ConfigureTelemetry(NullLoggerFactory.Instance)
        .Build();
}
