using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers.Tests;

public sealed class OrphanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Servers_end_with_the_process_that_started_them(bool killed)
    {
        var info = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(Program).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(info)!;
        int[] ports = [await ReadPortAsync(process), await ReadPortAsync(process)];
        string[] folders = [await ReadAsync(process), await ReadAsync(process)];
        foreach (int port in ports)
        {
            (await IsOpenAsync(port)).Should().BeTrue();
        }

        if (killed)
        {
            process.Kill();
        }
        else
        {
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync();
        foreach (int port in ports)
        {
            await Poll.UntilAsync(async () => !await IsOpenAsync(port), () => $"A server lives on at port {port}.");
        }

        foreach (string folder in folders)
        {
            await Poll.UntilAsync(() => Task.FromResult(!Directory.Exists(folder)), () => $"{folder} is left.");
        }
    }

    private static async Task<int> ReadPortAsync(Process process) => int.Parse(await ReadAsync(process), CultureInfo.InvariantCulture);

    private static async Task<string> ReadAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The program ended early.");

    private static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
