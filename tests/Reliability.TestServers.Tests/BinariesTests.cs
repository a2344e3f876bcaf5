using Reliability.TestServers.Internal;

namespace Reliability.TestServers.Tests;

public sealed class BinariesTests
{
    [Theory]
    [InlineData("redis-server", "redis-server")]
    [InlineData("initdb", "postgresql")]
    public void What_is_missing_is_named_with_its_package(string program, string package)
    {
        Action find = () => Binaries.Require(program, package, ["/nowhere"]);

        find.Should().Throw<InvalidOperationException>().WithMessage($"{program} was not found. Install it: apt-get install {package}");
    }

    [Fact]
    public void The_tools_of_PostgreSQL_lie_together()
    {
        foreach (string tool in new[] { "initdb", "postgres", "pg_ctl", "pg_isready", "psql" })
        {
            File.Exists(Path.Combine(Binaries.PostgresFolder, tool)).Should().BeTrue(tool);
        }
    }
}
