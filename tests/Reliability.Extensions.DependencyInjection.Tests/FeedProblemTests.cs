using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>What feeds name and does not exist is reported at start, with all other problems of the setup.</summary>
public sealed class FeedProblemTests
{
    [Fact]
    public async Task A_misspelt_health_check_is_reported_together_with_other_problems_and_with_its_path() =>
        (await FailuresAsync(
            """
            {
              "FlushInterval": "00:02:00",
              "Slos": {
                "x": { "Kind": "Availability", "Target": 99, "HealthChecks": [ "ready", "raedy" ] },
                "y": { "Kind": "Latency", "Threshold": "00:00:01", "Target": 99,
                       "Meters": [ { "Meter": "Shop", "Total": "orders", "Bad": "failures" } ],
                       "Requests": [ { "Methods": [ "GET", "PSOT" ] } ] }
              },
              "Metrics": { "z": { "Kind": "Outcome", "HealthChecks": [ "live" ], "Logs": [ { "Category": "Shop" } ] } }
            }
            """,
            services => services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy())))
            .Should().BeEquivalentTo(
                "Reliability:FlushInterval: 00:02:00 is not valid. The value must be from 00:00:00.0500000 to 00:01:00.",
                "Reliability:Slos:x:HealthChecks:1: No health check is named 'raedy', so 'x' would never be fed. Nearest: 'ready'.",
                "Reliability:Slos:y:Requests: nothing reads it; call FromRequests() of Reliability.AspNetCore: "
                + "services.AddReliability(section, r => r.FromRequests()).",
                "Reliability:Slos:y:Meters:0: The total orders with its bad events failures of meter Shop cannot feed 'y', which counts "
                + "Latency events. It can feed objectives and metrics of availability, zero tolerance, outcomes.",
                "Reliability:Slos:y:Requests:0:Methods:1: 'PSOT' is not a method of HTTP, and is wrong unless a route declares it. "
                + "Nearest: 'POST', 'PUT'.",
                "Reliability:Metrics:z:HealthChecks:0: No health check is named 'live', so 'z' would never be fed. Nearest: 'ready'.");

    [Fact]
    public async Task Feeds_of_code_that_name_what_does_not_exist_are_reported_together_with_the_problems_of_configuration()
    {
        using IHost host = Build(
            """{ "FlushInterval": "00:02:00", "Slos": { "web": { "Kind": "Availability", "Target": 99 } } }""",
            services => services.AddReliability(r => r
                .FromMeter("wep", "Shop", "orders")
                .FromActivities("weg", "Shop")
                .FromLogs("wed", "Shop", LogLevel.Error)
                .FromHealthCheck("web", "ready")));

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().BeEquivalentTo(
            "Reliability:FlushInterval: 00:02:00 is not valid. The value must be from 00:00:00.0500000 to 00:01:00.",
            "The instrument orders of meter Shop cannot feed 'wep', because no objective and no metric has this name. Declared are: 'web'.",
            "The activities of Shop cannot feed 'weg', because no objective and no metric has this name. Declared are: 'web'.",
            "The log entries of Shop cannot feed 'wed', because no objective and no metric has this name. Declared are: 'web'.",
            "No health check is named 'ready', so 'web' would never be fed. No health check is registered; call "
            + "AddHealthChecks().AddCheck(...).");
    }

    private static async Task<IEnumerable<string>> FailuresAsync(string json, Action<IServiceCollection> services)
    {
        using IHost host = Build(json, services);
        return (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures;
    }

    private static IHost Build(string json, Action<IServiceCollection> services)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": {{json}} }""")));
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"));
        services(builder.Services);
        return builder.Build();
    }
}
