"""Asks STS who calls, with boto3, and prints the ARN. Usage: python3 boto3-identity.py ENDPOINT [PROFILE]"""

import sys

import boto3

endpoint, *profile = sys.argv[1:]
session = boto3.Session(profile_name=profile[0] if profile else None)
print(session.client("sts", endpoint_url=endpoint).get_caller_identity()["Arn"])
