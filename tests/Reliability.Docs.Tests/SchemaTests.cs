using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NJsonSchema;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The schema that editors use says the same of a configuration as the host does at start.</summary>
public sealed partial class SchemaTests
{
    private const string All = """
        {
          "Service": "shop", "FlushInterval": "00:00:02", "MinuteRetention": "8.00:00:00", "MaxBatchBuckets": 100, "RecordQuietMinutes": false,
          "Slos": {
            "web": {
              "Kind": "Availability", "Target": 99.9, "Calendar": "Month", "Zone": "Europe/Berlin", "Service": "till", "AtRiskBelow": 0.5,
              "Requests": [ { "Routes": [ "/orders/{id}" ], "ExcludedRoutes": [ "/ping" ], "Methods": [ "GET" ], "BadStatuses": [ 429 ],
                              "IgnoredStatuses": [ 404 ], "ToFirstByte": true } ],
              "Meters": [ { "Meter": "Npgsql", "Instrument": "db.client.operation.duration",
                            "Where": [ { "Tag": "db.name", "Value": "shop" } ], "BadWhen": [ { "Tag": "error.type" } ] } ],
              "Activities": [ { "Source": "Shop.Worker", "Name": "process order", "Where": [ { "Tag": "queue", "Not": "low" } ],
                                "BadWhen": [ { "Tag": "outcome", "Value": "lost" } ] } ],
              "Logs": [ { "Category": "Shop.Legacy", "Level": "Warning", "GoodEvent": "OrderPlaced" } ],
              "Libraries": [ { "Library": "Npgsql", "Name": "orders" }, { "Library": "Polly" }, { "Library": "GrpcClient" },
                             { "Library": "HttpClient", "Name": "pay.example", "Timeout": "00:00:10" } ],
              "HealthChecks": [ "ready" ]
            },
            "fast": { "Kind": "Latency", "Threshold": "00:00:00.5", "Target": 95, "Rolling": "7.00:00:00",
                      "Alerts": [ { "Name": "slow", "QuantileAbove": 0.55, "Window": "00:10:00", "Severity": "Ticket" } ] },
            "stars": { "Kind": "Score", "Average": 4, "Scale": 5, "BurnRateScaling": "KeepFactors" },
            "silent": { "Kind": "Availability", "Target": 99, "WithoutAlerts": true },
            "durable": { "Kind": "ZeroTolerance", "AllowedEvents": 2 },
            "queue": { "Kind": "Measurement", "Limit": 30, "Target": 99, "Rolling": "1.00:00:00", "SliceLength": "00:05:00",
                       "SliceTarget": 90, "MissingSlices": "Bad", "MinCoverageShare": 0.5, "GoodAtLeast": true, "Description": "age" }
          },
          "ReleasePolicy": { "OnNoData": "Block", "RunningOutWithin": "3.00:00:00" },
          "Alerting": { "Interval": "00:00:10" },
          "Experiments": { "Capacity": 1024, "FallBackToDraw": true },
          "Incidents": { "OpenFromAlerts": "Page", "Interval": "00:00:05", "JoinWithin": "00:15:00",
                         "Rotation": "14.00:00:00", "RotationStart": "2026-01-07", "WorkFrom": "08:00", "WorkTo": "18:30" },
          "Postmortems": { "RequiredAboveBudgetShare": 0.2, "DueWithin": "14.00:00:00", "OnOverdue": "Warn", "CheckBlame": true },
          "Debt": { "Scorer": "Wsjf", "OnExpiredAcceptance": "Block", "OnOverdue": "Warn", "OverdueBand": "NextSprint" },
          "Policies": { "freeze": { "Slo": "web", "ActsAt": 0.1, "FreezesReleases": true } },
          "Webhooks": { "pager": { "Url": "https://hooks.example/alerts", "AllowedHosts": [ "hooks.example" ] } },
          "Stores": {
            "Sqlite": { "Path": "reliability.db", "BusyTimeout": "00:00:10", "Roles": "Series, Documents, Events" },
            "Redis": { "Configuration": "localhost:6379,abortConnect=false", "Prefix": "shop", "Roles": "Leases" },
            "Postgres": { "ConnectionString": "Host=db;Database=shop", "SchemaMode": "Validate", "Roles": "Enrollments" }
          }
        }
        """;

    [Fact]
    public async Task A_configuration_of_everything_is_legal_for_both()
    {
        (await SchemaProblemsAsync(All)).Should().BeEmpty();
        HostProblems(All).Should().BeEmpty();
    }

    [Theory]
    [InlineData(""" "FlushInterval": "00:00:02" """, """ "FlushIntervall": "00:00:02" """)]
    [InlineData(""" "FlushInterval": "00:00:02" """, """ "FlushInterval": "5m" """)]
    [InlineData(""" "FlushInterval": "00:00:02" """, """ "FlushInterval": "90" """)]
    [InlineData(""" "FlushInterval": "00:00:02" """, """ "FlushInterval": "1:2:3:4" """)]
    [InlineData(""" "Kind": "ZeroTolerance" """, """ "Kind": "Zero" """)]
    [InlineData(""" "AllowedEvents": 2 """, """ "AllowedEvents": "two" """)]
    [InlineData(""" "Tag": "error.type" """, """ "Tags": "error.type" """)]
    [InlineData(""" "Roles": "Leases" """, """ "Roles": "Lease" """)]
    [InlineData(""" "Path": "reliability.db" """, """ "Pth": "reliability.db" """)]
    [InlineData(""" "BusyTimeout": "00:00:10" """, """ "BusyTimeout": "10s" """)]
    [InlineData(""" "WithoutAlerts": true """, """ "WithoutAlerts": "yes" """)]
    [InlineData(""" "WithoutAlerts": true """, """ "Alerts": [] """)]
    [InlineData(""" "BurnRateScaling": "KeepFactors" """, """ "BurnRateScaling": "Keep" """)]
    [InlineData(""" "Severity": "Ticket" """, """ "Severity": "Unknown" """)]
    [InlineData(""" "Source": "Shop.Worker" """, """ "Sorce": "Shop.Worker" """)]
    [InlineData(""" "Category": "Shop.Legacy" """, """ "Categry": "Shop.Legacy" """)]
    [InlineData(""" "Level": "Warning" """, """ "Level": "Loud" """)]
    [InlineData(""" "Library": "Polly" """, """ "Library": "Poly" """)]
    [InlineData(""" "Library": "Polly" """, """ "Library": "Unknown" """)]
    [InlineData(""" "Timeout": "00:00:10" """, """ "Timeout": "10s" """)]
    [InlineData(""" "Rotation": "14.00:00:00" """, """ "Rotation": "a week" """)]
    [InlineData(""" "RotationStart": "2026-01-07" """, """ "RotationStart": "Monday" """)]
    [InlineData(""" "WorkFrom": "08:00" """, """ "WorkFrom": "8am" """)]
    [InlineData(""" "WorkTo": "18:30" """, """ "WorkTo": "24:00" """)]
    [InlineData(""" "Scorer": "Wsjf" """, """ "Scorer": "Wsj" """)]
    [InlineData(""" "BadStatuses": [ 429 ] """, """ "BadStatuses": [ "teapot" ] """)]
    public async Task A_mistake_is_found_by_both(string right, string wrong)
    {
        string json = All.Replace(right.Trim(), wrong.Trim(), StringComparison.Ordinal);
        json.Should().NotBe(All);

        (await SchemaProblemsAsync(json)).Should().NotBeEmpty();
        HostProblems(json).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Every_configuration_on_a_page_is_legal_for_the_schema()
    {
        string[] examples =
        [
            .. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md")
                .Select(File.ReadAllText)
                .SelectMany(text => Example().Matches(text))
                .Select(match => match.Groups["json"].Value),
        ];
        examples.Should().NotBeEmpty();
        JsonSchema schema = await SchemaAsync();
        foreach (string example in examples)
        {
            schema.Validate(example).Should().BeEmpty(example);
        }
    }

    /// <summary>Returns why the host does not start with a configuration.</summary>
    internal static IEnumerable<string> HostProblems(string json)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Reliability": {{json}} }""")));
        builder.Services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy());
        builder.Services.AddReliability(
            builder.Configuration.GetSection("Reliability"), r => r.UseSqlite().UseRedis().UsePostgres().FromRequests());
        using IHost host = builder.Build();
        try
        {
            _ = host.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get("");
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }

    private static async Task<IEnumerable<string>> SchemaProblemsAsync(string json) =>
        (await SchemaAsync()).Validate($$"""{ "Reliability": {{json}} }""").Select(problem => problem.ToString());

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Path.Combine(RepositoryRoot.Path, SchemaFile.Path));

    /// <summary>An object that holds the section, up to the bracket below its first one.</summary>
    [GeneratedRegex("""^(?<indent> *)(?<json>\{\s*"Reliability": \{.*?^\k<indent>\})""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();
}
