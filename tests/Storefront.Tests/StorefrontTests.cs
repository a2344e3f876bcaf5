using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Recording;
using Spectre.Console;

namespace Storefront.Tests;

public sealed class StorefrontTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefront-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_failing_checkout_spends_the_budget_pages_and_closes_the_gate()
    {
        await using WebApplication app = await OpenAsync();
        using var client = new HttpClient { BaseAddress = Address.Of(app.Services) };
        await BuyAsync(client, 50);
        (await client.GetAsync(new Uri("/reliability/gate/shop", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await DrawAsync(app))
            .Should()
            .Contain("fault: none").And
            .Contain("checkout").And
            .Contain("release gate: open").And
            .NotContain("exhausted");

        (await client.PutAsync(new Uri("/fault/FailingCheckout", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.OK);
        await BuyAsync(client, 150);
        using HttpResponseMessage gate = await client.GetAsync(new Uri("/reliability/gate/shop", UriKind.Relative));
        gate.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await gate.Content.ReadAsStringAsync()).Should().Contain("PolicyFreeze").And.Contain("BudgetExhausted");
        string screen = await DrawAsync(app);
        screen.Should()
            .Contain("fault: checkout fails").And
            .Contain("burn-1h-5m").And
            .Contain("policy:freeze").And
            .Contain("exhausted").And
            .Contain("release gate: closed").And
            .MatchRegex("and [1-9][0-9]* more");
        IEnumerable<string> rules = Regex.Matches(screen, "Alert (burn-[0-9a-z]+-[0-9a-z]+): burn").Select(match => match.Groups[1].Value);
        string table = screen[..screen.IndexOf("release gate:", StringComparison.Ordinal)];
        rules.Should().NotBeEmpty().And.OnlyContain(rule => table.Contains(rule, StringComparison.Ordinal), "both show the same reports");
        await app.StopAsync();

        async Task BuyAsync(HttpClient buyer, int count)
        {
            for (int i = 0; i < count; i++)
            {
                using HttpResponseMessage response = await buyer.PostAsJsonAsync("/orders", new Order("lamp", 1));
                response.StatusCode.Should().BeOneOf(HttpStatusCode.Created, HttpStatusCode.InternalServerError);
            }

            await app.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
            AlertEvaluator evaluator = app.Services.GetRequiredKeyedService<AlertEvaluator>(string.Empty);
            JobCoordinator coordinator = app.Services.GetRequiredService<JobCoordinator>();
            IReadOnlyList<Exception> faults = (await evaluator.RunAsync(await coordinator.ClaimAsync(evaluator.Watched))).Faults;
            if (faults.Count > 0)
            {
                // A round of the host itself may have been under way; its changes are then those that this one found.
                faults = (await evaluator.RunAsync(await coordinator.ClaimAsync(evaluator.Watched))).Faults;
            }

            faults.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_lost_order_spends_the_budget_of_durability()
    {
        await using WebApplication app = await OpenAsync();
        using var client = new HttpClient { BaseAddress = Address.Of(app.Services) };
        await client.PutAsync(new Uri("/fault/LostOrders", UriKind.Relative), null);
        for (int i = 0; i < 50; i++)
        {
            (await client.PostAsJsonAsync("/orders", new Order("chair", 2))).StatusCode
                .Should()
                .Be(HttpStatusCode.Created, "the customer is not told");
        }

        await app.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        (await client.GetStringAsync(new Uri("/reliability/status/stored", UriKind.Relative)))
            .Should()
            .Contain("\"bad\":1,").And
            .Contain("Exhausted");
        (await client.PostAsJsonAsync("/orders", new Order("yacht", 1))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.PutAsync(new Uri("/fault/Earthquake", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("Shop.Web")]
    [InlineData("käse/markt")]
    public async Task It_runs_under_any_name_of_its_service(string service)
    {
        await using WebApplication app = await OpenAsync("--Reliability:Service", service);
        (await DrawAsync(app)).Should().Contain("release gate:");
        using var client = new HttpClient { BaseAddress = Address.Of(app.Services) };
        (await client.GetAsync(new Uri($"/reliability/gate/{Uri.EscapeDataString(service)}", UriKind.Relative))).StatusCode
            .Should()
            .Be(HttpStatusCode.OK);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_run_starts_with_fresh_data_unless_a_database_has_a_name()
    {
        StorefrontOptions Read(params string[] args) => StorefrontOptions.Read(new ConfigurationBuilder().AddCommandLine(args).Build());
        StorefrontOptions first = Read();
        StorefrontOptions second = Read();
        StorefrontOptions named = Read("--Storefront:Database=a.db", "--Storefront:ReliabilityDatabase=b.db");
        string appsettings = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));

        first.ReliabilityDatabase.Should().NotBe(second.ReliabilityDatabase);
        first.Database.Should().StartWith(first.FreshFolder);
        (named.Database, named.ReliabilityDatabase, named.FreshFolder).Should().Be(("a.db", "b.db", null));
        appsettings.Should().NotContain(".db");
        Directory.Delete(first.FreshFolder!);
        Directory.Delete(second.FreshFolder!);
    }

    private static async Task<string> DrawAsync(WebApplication app)
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 140;
        console.Write(await app.Services.GetRequiredService<Screen>().DrawAsync(default));
        return written.ToString();
    }

    private async Task<WebApplication> OpenAsync(params string[] more)
    {
        WebApplication app = StorefrontApp.Build(
        [
            "--urls", "http://127.0.0.1:0", "--rate", "0", "--plain", "true", "--Logging:LogLevel:Default", "None",
            "--Storefront:Database", Path.Combine(_folder, "shop.db"),
            "--Storefront:ReliabilityDatabase", Path.Combine(_folder, "reliability.db"), .. more,
        ]);
        await app.Services.GetRequiredService<OrderBook>().OpenAsync(default);
        await app.StartAsync();
        return app;
    }
}
