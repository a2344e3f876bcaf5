using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Polly;
using Reliability.TestServers;

namespace Reliability.Instruments.Tests;

/// <summary>The libraries that configuration names feed their objectives.</summary>
public sealed class ConfiguredLibraryTests
{
    [Fact]
    public async Task A_pipeline_of_Polly_that_configuration_names_counts()
    {
        await using FedHost host = await StartAsync(""" "Library": "Polly", "Name": "charge" """);
        foreach (string name in (string[])["charge", "other"])
        {
            ResiliencePipeline pipeline = new ResiliencePipelineBuilder { Name = name }
                .AddTimeout(TimeSpan.FromMinutes(1))
                .ConfigureTelemetry(NullLoggerFactory.Instance)
                .Build();
            pipeline.Execute(() => { });
            pipeline.Invoking(one => one.Execute(() => throw new IOException("lost"))).Should().Throw<IOException>();
        }

        (await host.CountAsync("configured")).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task A_host_of_HttpClient_that_configuration_names_counts()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http1, context =>
        {
            context.Response.StatusCode = context.Request.Path == "/bad" ? 503 : 200;
            return Task.CompletedTask;
        });
        await using FedHost host = await StartAsync(""" "Library": "HttpClient", "Name": "127.0.0.1", "Timeout": "00:00:10" """);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        foreach (string path in (string[])["ok", "bad"])
        {
            using HttpResponseMessage _ = await client.GetAsync(new Uri(path, UriKind.Relative));
        }

        (await host.CountAsync("configured")).Should().Be((2m, 1m));
    }

    [Fact]
    public async Task A_service_of_gRPC_that_configuration_names_counts()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "14";
            return context.Response.Body.FlushAsync();
        });
        await using FedHost host = await StartAsync(""" "Library": "GrpcClient", "Name": "shop.Orders" """);
        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        Marshaller<string> text = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);
        var method = new Method<string, string>(MethodType.Unary, "shop.Orders", "Place", text, text);
        await FluentActions.Awaiting(async () => await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, ""))
            .Should().ThrowAsync<RpcException>();

        (await host.CountAsync("configured")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task A_data_source_of_Npgsql_that_configuration_names_counts()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using FedHost host = await StartAsync(""" "Library": "Npgsql", "Name": "orders" """);
        await using NpgsqlDataSource source = new NpgsqlDataSourceBuilder(server.ConnectionString) { Name = "orders" }.Build();
        foreach (string sql in (string[])["SELECT 1", "SELECT 1 / 0"])
        {
            await using NpgsqlCommand command = source.CreateCommand(sql);
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException e)
            {
                e.SqlState.Should().Be(PostgresErrorCodes.DivisionByZero);
            }
        }

        (await host.CountAsync("configured")).Should().Be((2m, 1m));
    }

    private static Task<FedHost> StartAsync(string library)
    {
        string json = $$"""{ "Slos": { "configured": { "Kind": "Availability", "Target": 99, "Libraries": [ { {{library}} } ] } } }""";
        IConfigurationRoot configuration =
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        return FedHost.StartAsync(r => r.Configure(configuration));
    }
}
