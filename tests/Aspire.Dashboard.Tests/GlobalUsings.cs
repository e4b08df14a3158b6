global using Aspire.Dashboard.Tests.Fakes;
